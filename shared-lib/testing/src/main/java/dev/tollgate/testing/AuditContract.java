package dev.tollgate.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.Ids;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.audit.Audit;
import dev.tollgate.domain.audit.AuditEvent;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link Audit} does. Each test uses an organisation of its own. */
public interface AuditContract {
    Ids IDS = new Ids(InstantSource.system(), new SecureRandom());

    Audit audit();

    /** What is recorded about that organisation, in any order. */
    List<AuditEvent> recorded(OrganisationId organisation);

    @Test
    default void keepsEveryEventOfALongList() {
        var organisation = IDS.organisation();
        var events =
                IntStream.range(0, 60)
                        .mapToObj(i -> event(organisation, Map.of("number", "" + i)))
                        .toList();

        audit().record(events);

        assertThat(recorded(organisation)).containsExactlyInAnyOrderElementsOf(events);
    }

    @Test
    default void keepsAnEventThatIsRecordedTwiceOnce() {
        var event = event(IDS.organisation(), Map.of());

        audit().record(event, event);
        audit().record(event);

        assertThat(recorded(event.organisation())).containsExactly(event);
    }

    @Test
    default void doesNothingForNoEvents() {
        var organisation = IDS.organisation();

        audit().record(List.of());

        assertThat(recorded(organisation)).isEmpty();
    }

    private static AuditEvent event(OrganisationId organisation, Map<String, String> details) {
        return new AuditEvent(
                IDS.audit(),
                organisation,
                Instant.parse("2026-03-02T23:59:59.999Z"),
                "api_key.created",
                "usr_admin",
                "key_00000000000000000000000000",
                details);
    }
}
