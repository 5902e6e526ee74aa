package dev.tollgate.local.gateway;

import dev.tollgate.local.servers.DynamoDbServer;
import dev.tollgate.local.servers.RedisServer;
import dev.tollgate.local.servers.S3Server;
import dev.tollgate.local.servers.SecretsServer;
import dev.tollgate.local.servers.SqsServer;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;

/** Where the servers behind the functions are. Redis takes anyone who reaches it. */
public record Backing(URI dynamo, URI sqs, URI redis, URI secrets, URI s3) {
    /** Starts all at once, each in a directory of its own if what they hold is to be kept. */
    static Backing start(Optional<Path> data, Started started) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var dynamo =
                    threads.submit(
                            starting(
                                    data.map(it -> it.resolve("dynamodb")),
                                    DynamoDbServer::keeping,
                                    DynamoDbServer::inMemory,
                                    started));
            var sqs =
                    threads.submit(
                            starting(
                                    data.map(it -> it.resolve("sqs")),
                                    SqsServer::keeping,
                                    SqsServer::inMemory,
                                    started));
            var redis =
                    threads.submit(
                            starting(
                                    data.map(it -> it.resolve("redis")),
                                    RedisServer::keeping,
                                    RedisServer::inMemory,
                                    started));
            var secrets =
                    threads.submit(
                            starting(
                                    data.map(it -> it.resolve("secrets")),
                                    SecretsServer::keeping,
                                    SecretsServer::inMemory,
                                    started));
            var s3 =
                    threads.submit(
                            starting(
                                    data.map(it -> it.resolve("s3")),
                                    S3Server::keeping,
                                    S3Server::inMemory,
                                    started));
            return new Backing(
                    of(dynamo).endpoint(),
                    of(sqs).endpoint(),
                    of(redis).endpoint(),
                    of(secrets).endpoint(),
                    of(s3).endpoint());
        }
    }

    private static <T extends AutoCloseable> Callable<T> starting(
            Optional<Path> directory,
            Function<Path, T> keeping,
            Supplier<T> inMemory,
            Started started) {
        return () -> started.add(directory.map(keeping).orElseGet(inMemory));
    }

    private static <T> T of(Future<T> server) {
        try {
            return server.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while starting servers", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException(e.getCause());
        }
    }
}
