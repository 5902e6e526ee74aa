package dev.tollgate.approvals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.lambda.Route;
import dev.tollgate.testing.Race;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Clients that watch approvals over connections that break, on real servers. */
final class StreamTest {
    private static final int CLIENTS = 8;
    private static final int DECISIONS = 20;
    private static final Pattern EVENT =
            Pattern.compile("id: (\\d+)\\nevent: (approval\\.\\w+)\\ndata: (\\{.*\\})\\n\\n");

    @Test
    void showsEveryEventOnceAndInOrderHoweverOftenTheConnectionBreaks() throws Exception {
        try (var office = new Office()) {
            var seen = Race.of(CLIENTS + 2, i -> i < 2 ? decide(office) : watch(office, i));

            // Two deciders, each call required, approved and executing.
            int last = 2 * DECISIONS * 3;
            var all = LongStream.rangeClosed(1, last).boxed().toList();
            assertThat(seen.subList(2, CLIENTS + 2))
                    .allSatisfy(ids -> assertThat(ids).containsExactlyElementsOf(all));
        }
    }

    @Test
    void tellsWhatHappensFromNowOnToOneWithoutAnId() {
        try (var office = new Office()) {
            office.held();

            var reply = stream(office, Map.of());

            assertThat(reply.text()).isEqualTo("retry: 500\n\n: nothing new\nid: 1\n\n");
            assertThat(reply.response().getHeaders())
                    .containsEntry("Content-Type", "text/event-stream");
        }
    }

    @Test
    void hidesItsOwnBookkeeping() {
        try (var office = new Office()) {
            office.send(Route.REJECT, office.held(), "");

            assertThat(stream(office, Map.of("last-event-id", "0")).text())
                    .contains("event: approval.required", "event: approval.rejected")
                    .doesNotContain("settled")
                    .endsWith("id: 3\n\n");
        }
    }

    @Test
    void refusesAnIdThatIsNone() {
        try (var office = new Office()) {
            assertThat(stream(office, Map.of("last-event-id", "x")).body().path("detail").asText())
                    .isEqualTo("header Last-Event-ID is not the id of an event, such as 42.");
        }
    }

    private static Callable<List<Long>> decide(Office office) {
        return () -> {
            for (int i = 0; i < DECISIONS; i++) {
                assertThat(office.send(Route.APPROVE, office.held(), "").status()).isEqualTo(200);
            }
            return List.of();
        };
    }

    /** Reads each answer only as far as the connection lasts, and comes again. */
    private static Callable<List<Long>> watch(Office office, int client) {
        return () -> {
            var random = new Random(client);
            var seen = new ArrayList<Long>();
            long last = 0;
            while (last < 2L * DECISIONS * 3) {
                var text = stream(office, Map.of("last-event-id", Long.toString(last))).text();
                var events = EVENT.matcher(text.substring(0, random.nextInt(text.length() + 1)));
                while (events.find()) {
                    last = Long.parseLong(events.group(1));
                    seen.add(last);
                }
            }
            return seen;
        };
    }

    private static Office.Reply stream(Office office, Map<String, String> headers) {
        return office.send(
                Office.principal("usr_watcher", Set.of("auditor")),
                Route.STREAM_APPROVALS,
                Map.of(),
                "",
                headers);
    }
}
