package dev.tollgate.local.elasticmq;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.pattern.Patterns;
import org.elasticmq.Limits;
import org.elasticmq.actor.QueueManagerActor;
import org.elasticmq.actor.queue.QueueEvent;
import org.elasticmq.persistence.CreateQueueMetadata;
import org.elasticmq.persistence.sql.SqlQueuePersistenceActor;
import org.elasticmq.persistence.sql.SqlQueuePersistenceConfig;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.elasticmq.rest.sqs.TheSQSRestServerBuilder;
import org.elasticmq.util.NowProvider;
import scala.Option;
import scala.collection.immutable.List;
import scala.collection.immutable.List$;
import scala.util.Either;

/**
 * Runs ElasticMQ on a free port of 127.0.0.1 with the limits of SQS, and prints where it listens.
 */
final class ElasticMqMain {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private ElasticMqMain() {}

    /**
     * Takes the region, the account id and, if queues and messages are to be kept, a directory for
     * them.
     */
    public static void main(String[] args) throws InterruptedException, ExecutionException {
        ActorSystem system = ActorSystem.create("elasticmq");
        TheSQSRestServerBuilder server =
                SQSRestServerBuilder.withActorSystem(system)
                        .withInterface("127.0.0.1")
                        .withDynamicPort()
                        .withSQSLimits(limits())
                        .withAWSRegion(args[0])
                        .withAWSAccountId(args[1]);
        TheSQSRestServerBuilder whole =
                args.length > 2 ? keeping(server, system, Path.of(args[2])) : server;
        int port = whole.start().waitUntilStarted().localAddress().getPort();
        System.out.println("listening on 127.0.0.1:" + port);
    }

    /** Queues are restored before the server starts, so that no client finds one missing. */
    private static TheSQSRestServerBuilder keeping(
            TheSQSRestServerBuilder server, ActorSystem system, Path directory)
            throws InterruptedException, ExecutionException {
        List<CreateQueueMetadata> noQueues = List$.MODULE$.<CreateQueueMetadata>empty();
        var config =
                new SqlQueuePersistenceConfig(
                        true,
                        "org.h2.Driver",
                        "jdbc:h2:" + directory.toAbsolutePath().resolve("queues"),
                        "",
                        "",
                        false);
        ActorRef store =
                system.actorOf(Props.create(SqlQueuePersistenceActor.class, config, noQueues));
        ActorRef queues =
                system.actorOf(
                        Props.create(
                                QueueManagerActor.class,
                                new NowProvider(),
                                limits(),
                                Option.apply(store)));
        Object restored =
                Patterns.ask(store, new QueueEvent.Restore(queues), PATIENCE)
                        .toCompletableFuture()
                        .get();
        if (restored instanceof Either<?, ?> either && either.isLeft()) {
            throw new IllegalStateException(
                    "the queues kept in " + directory + " cannot be restored: " + either);
        }
        return server.withQueueManagerActor(queues).withQueueEventListener(store);
    }

    private static Limits limits() {
        return new SqsLimits();
    }
}
