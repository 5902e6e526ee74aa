package dev.tollgate.local.gateway;

import dev.tollgate.lambda.Environment;
import dev.tollgate.local.servers.PortTaken;
import dev.tollgate.local.servers.Receiver;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** From nothing to a gate that has let its first call through. */
final class Opening {
    private final Options options;
    private final Workplace workplace;
    private final Environment shell;
    private final Started started;
    private final PrintStream out;
    private final long begin = System.nanoTime();

    Opening(
            Options options,
            Workplace workplace,
            Environment shell,
            Started started,
            PrintStream out) {
        this.options = options;
        this.workplace = workplace;
        this.shell = shell;
        this.started = started;
        this.out = out;
    }

    void run() {
        say("Tollgate starts. Functions log to " + workplace.logs());
        var kept = workplace.data().map(Kept::read).orElse(Kept.NOTHING);
        var admin = Administration.of(shell, kept.adminPassword());
        var backing = Backing.start(workplace.data(), started);
        say(
                "servers: DynamoDB %s, SQS %s, Redis %s, secrets %s, S3 %s"
                        .formatted(
                                backing.dynamo(),
                                backing.sqs(),
                                backing.redis(),
                                backing.secrets(),
                                backing.s3()));
        var gate = Gate.start(backing, plan(admin), shell, started);
        say(
                "tables, queues, buckets and %d functions %s"
                        .formatted(
                                gate.functions().size(),
                                options.isolated()
                                        ? "from their zips, a JVM each"
                                        : "in this JVM"));
        var receiver = receiver(kept.receiverPort());
        var client = Client.of(gate.endpoint());
        var sample = Sample.ensure(client, admin, receiver.endpoint(), kept);
        keep(
                new Kept(
                        admin.toKeep(),
                        receiver.endpoint().getPort(),
                        Optional.of(sample.apiKey()),
                        Optional.of(sample.agentId())));
        say("sample: policy %s, agent %s, an API key".formatted(Sample.POLICY, sample.agentId()));
        var story = Story.of(client.as(sample.apiKey()), sample);
        out.println();
        out.println(story.text());
        out.println(Invitation.text(gate.endpoint(), admin, sample));
        out.println("ready " + gate.endpoint());
        out.flush();
    }

    private Gate.Plan plan(Administration admin) {
        return new Gate.Plan(
                options.port(),
                Optional.of(
                                new Gate.Isolation(
                                        workplace.root(), workplace.scratch(), workplace.logs()))
                        .filter(_ -> options.isolated()),
                Map.of(
                        "AGENT_GATEWAY_ADMIN_USER", admin.user(),
                        "AGENT_GATEWAY_ADMIN_PASS", admin.password()));
    }

    /** Where the sample agent is registered to be, or elsewhere if that port has been taken. */
    private Receiver receiver(int port) {
        try {
            return started.add(Receiver.start(port));
        } catch (PortTaken taken) {
            return started.add(Receiver.start());
        }
    }

    private void keep(Kept kept) {
        workplace.data().ifPresent(kept::write);
    }

    private void say(String line) {
        var took = Duration.ofNanos(System.nanoTime() - begin);
        out.printf("%4d.%d s  %s%n", took.toSeconds(), took.toMillisPart() / 100, line);
        out.flush();
    }
}
