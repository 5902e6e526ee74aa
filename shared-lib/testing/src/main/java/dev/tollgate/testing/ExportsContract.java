package dev.tollgate.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.Ids;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.audit.AuditQuery;
import dev.tollgate.domain.audit.Export;
import dev.tollgate.domain.audit.Exports;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every record of exports keeps to. Each test has an organisation of its own. */
public abstract class ExportsContract {
    private static final Ids IDS = new Ids(InstantSource.system(), new SecureRandom());
    private static final Instant DAY = Instant.parse("2026-03-02T00:00:00Z");
    private static final AuditQuery FILTERED =
            new AuditQuery(
                    Optional.of("usr_someone"),
                    Optional.of("user.login"),
                    Optional.of("key_some"),
                    Optional.of(DAY),
                    Optional.of(DAY.plusSeconds(3600)));

    private final OrganisationId organisation = IDS.organisation();

    protected abstract Exports exports();

    @Test
    void keepsAllOfIt() {
        var filtered = add(Export.Format.CSV, FILTERED);
        var whole = add(Export.Format.JSONL, AuditQuery.ALL);

        assertThat(exports().find(organisation, filtered.id())).contains(filtered);
        assertThat(exports().find(organisation, whole.id())).contains(whole);
    }

    @Test
    void showsItToItsOrganisationAlone() {
        var export = add(Export.Format.CSV, FILTERED);

        assertThat(exports().find(IDS.organisation(), export.id())).isEmpty();
        assertThat(exports().find(organisation, IDS.export())).isEmpty();
    }

    @Test
    void listsTheOldestThatAreStillToBeWritten() {
        var first = add(Export.Format.CSV, FILTERED);
        var second = add(Export.Format.CSV, FILTERED);
        var third = add(Export.Format.CSV, FILTERED);

        assertThat(exports().pending()).containsSubsequence(first, second, third);

        conclude(first, new Export.Ready(12));
        conclude(third, new Export.Failed("It took too long."));

        assertThat(exports().pending()).contains(second).doesNotContain(first, third);
        conclude(second, new Export.Ready(0));
        assertThat(exports().pending()).doesNotContain(second);
    }

    @Test
    void tellsWhatHasComeOfIt() {
        var ready = conclude(add(Export.Format.JSONL, FILTERED), new Export.Ready(12));
        var failed =
                conclude(add(Export.Format.CSV, FILTERED), new Export.Failed("It took too long."));

        assertThat(exports().find(organisation, ready.id())).contains(ready);
        assertThat(exports().find(organisation, failed.id())).contains(failed);
    }

    private Export add(Export.Format format, AuditQuery query) {
        var export =
                new Export(
                        IDS.export(),
                        organisation,
                        "usr_auditor",
                        DAY.plusSeconds(7200),
                        query,
                        format,
                        new Export.Pending());
        exports().add(export);
        return export;
    }

    private Export conclude(Export export, Export.State state) {
        var concluded = export.with(state);
        exports().conclude(concluded);
        return concluded;
    }
}
