package dev.tollgate.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.domain.Ids;
import dev.tollgate.domain.audit.AuditEvent;
import dev.tollgate.testing.Race;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

final class GroupCommitTest {
    private static final Ids IDS = new Ids(InstantSource.system(), new SecureRandom());

    private final List<List<AuditEvent>> written = new CopyOnWriteArrayList<>();

    @Test
    void writesWhatGatheredDuringAWriteTogether() throws InterruptedException, ExecutionException {
        var gathered = new CountDownLatch(16);
        var commit =
                new GroupCommit(events -> {
                    written.add(events);
                    await(gathered);
                });

        Race.of(
                16,
                thread ->
                        () -> {
                            var event = event("usr_" + thread);
                            // Not quite at the door yet, so that the last may miss the group.
                            gathered.countDown();
                            commit.record(List.of(event));
                            return thread;
                        });

        assertThat(written).hasSizeLessThan(16);
        assertThat(written.stream().mapToInt(List::size).sum()).isEqualTo(16);
    }

    @Test
    void writesNoMoreAtOnceThanATransactionTakes() {
        var commit = new GroupCommit(written::add);

        commit.record(IntStream.range(0, 250).mapToObj(i -> event("usr_" + i)).toList());

        assertThat(written).extracting(List::size).containsExactly(99, 99, 52);
    }

    @Test
    void tellsTheCallerThatNothingWasWritten() {
        var commit =
                new GroupCommit(_ -> {
                    throw new IllegalStateException("no database");
                });

        assertThatThrownBy(() -> commit.record(List.of(event("usr_1"))))
                .hasRootCauseMessage("no database");
    }

    @Test
    void letsAnEventThatIsNotTakenFailAlone() throws InterruptedException, ExecutionException {
        var gathered = new CountDownLatch(8);
        var commit =
                new GroupCommit(events -> {
                    await(gathered);
                    if (events.stream().anyMatch(event -> event.actor().equals("usr_0"))) {
                        throw DynamoDbException.builder().statusCode(400).build();
                    }
                    written.add(events);
                });

        var failed =
                Race.of(
                        8,
                        thread ->
                                () -> {
                                    gathered.countDown();
                                    try {
                                        commit.record(List.of(event("usr_" + thread)));
                                        return false;
                                    } catch (IllegalStateException e) {
                                        return true;
                                    }
                                });

        assertThat(failed).containsExactly(true, false, false, false, false, false, false, false);
        assertThat(written.stream().flatMap(List::stream)).hasSize(7);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static AuditEvent event(String actor) {
        return new AuditEvent(
                IDS.audit(),
                IDS.organisation(),
                Instant.parse("2026-03-02T09:00:00Z"),
                "test.recorded",
                actor,
                "",
                Map.of());
    }
}
