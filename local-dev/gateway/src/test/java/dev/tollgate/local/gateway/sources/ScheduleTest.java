package dev.tollgate.local.gateway.sources;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import dev.tollgate.local.gateway.lambda.Bytes;
import dev.tollgate.local.gateway.lambda.Invoked;
import dev.tollgate.local.gateway.lambda.Lambda;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class ScheduleTest {
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");

    @Test
    void callsAgainAndAgainUntilItIsClosed() throws Exception {
        BlockingQueue<Bytes> events = new LinkedBlockingQueue<>();
        var function =
                new Lambda() {
                    @Override
                    public Invoked invoke(Bytes event) {
                        events.add(event);
                        return new Invoked.Failed("E", "does not stop the schedule");
                    }

                    @Override
                    public void close() {}
                };
        var schedule =
                Schedule.start("tick", function, Duration.ofMillis(10), InstantSource.fixed(NINE));

        assertThat(events.poll(30, TimeUnit.SECONDS)).isNotNull();
        assertThat(events.poll(30, TimeUnit.SECONDS)).isNotNull();
        schedule.close();
        events.clear();
        assertThat(events.poll(100, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void sendsAnEventThatTheLambdaRuntimeReads() {
        var event =
                LambdaEventSerializers.serializerFor(
                                ScheduledEvent.class, ScheduleTest.class.getClassLoader())
                        .fromJson(Schedule.event("tick", NINE).text());

        assertThat(event.getDetailType()).isEqualTo("Scheduled Event");
        assertThat(event.getResources())
                .containsExactly("arn:aws:events:eu-central-1:000000000000:rule/tick");
    }
}
