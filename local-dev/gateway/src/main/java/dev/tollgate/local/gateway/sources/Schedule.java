package dev.tollgate.local.gateway.sources;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tollgate.local.gateway.lambda.Bytes;
import dev.tollgate.local.gateway.lambda.Lambda;
import dev.tollgate.local.servers.LocalAccount;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * Stands for a schedule of EventBridge: invokes a function again and again, never twice at once;
 * see <a
 * href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-run-lambda-schedule.html">scheduled
 * events</a>.
 */
public final class Schedule implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String name;
    private final Lambda function;
    private final Duration every;
    private final InstantSource clock;
    private final Loop loop;

    private Schedule(String name, Lambda function, Duration every, InstantSource clock) {
        this.name = name;
        this.function = function;
        this.every = every;
        this.clock = clock;
        loop = Loop.start("schedule " + name, this::turn);
    }

    /** The first time after one whole period. */
    public static Schedule start(
            String name, Lambda function, Duration every, InstantSource clock) {
        return new Schedule(name, function, every, clock);
    }

    private void turn() throws InterruptedException {
        Thread.sleep(every);
        function.invoke(event(name, clock.instant()));
    }

    static Bytes event(String name, Instant at) {
        var event =
                JSON.createObjectNode()
                        .put("version", "0")
                        .put(
                                "id",
                                UUID.nameUUIDFromBytes((name + at).getBytes(StandardCharsets.UTF_8))
                                        .toString())
                        .put("detail-type", "Scheduled Event")
                        .put("source", "aws.events")
                        .put("account", LocalAccount.ID)
                        .put("time", at.truncatedTo(ChronoUnit.SECONDS).toString())
                        .put("region", LocalAccount.REGION);
        event.putArray("resources")
                .add(
                        "arn:aws:events:%s:%s:rule/%s"
                                .formatted(LocalAccount.REGION, LocalAccount.ID, name));
        event.putObject("detail");
        try {
            return Bytes.of(JSON.writeValueAsBytes(event));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        loop.close();
    }
}
