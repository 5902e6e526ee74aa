package dev.tollgate.maintenance;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.tollgate.lambda.Environment;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RehearsalTest {
    /** It throws if an answer is not the one meant; nothing is there to connect to. */
    @Test
    void runsThroughAgainAndAgain() {
        var rehearsal =
                new Rehearsal(
                        Environment.of(
                                Map.of(
                                        "DELIVERY_QUEUE_URL", "http://127.0.0.1:1/queue",
                                        "DELIVERY_DLQ_URL", "http://127.0.0.1:1/dlq",
                                        "AUDIT_ARCHIVE_BUCKET", "archive",
                                        "AUDIT_EXPORT_BUCKET", "exports")));

        assertThatCode(rehearsal::run).doesNotThrowAnyException();
        assertThatCode(rehearsal::run).doesNotThrowAnyException();
    }
}
