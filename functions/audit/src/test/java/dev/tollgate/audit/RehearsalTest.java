package dev.tollgate.audit;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.tollgate.lambda.Environment;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RehearsalTest {
    /** It throws if an answer is not the one meant; nothing is there to connect to. */
    @Test
    void runsThroughAgainAndAgain() {
        var rehearsal = new Rehearsal(Environment.of(Map.of("AUDIT_EXPORT_BUCKET", "exports")));

        assertThatCode(rehearsal::run).doesNotThrowAnyException();
        assertThatCode(rehearsal::run).doesNotThrowAnyException();
    }
}
