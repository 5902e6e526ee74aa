package dev.tollgate.local.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class JudgeTest {
    private static final String KEY = "GET /health";
    private static final Map<String, String> HEADERS =
            Map.of(
                    "Content-Type", "application/json; charset=utf-8",
                    "X-Request-Id", "req-1",
                    "traceparent", "00-1-1-01",
                    "Cache-Control", "no-store");

    private final Judge judge = Judge.ofTheFile();

    @Test
    void hasNothingToSayOfWhatIsAsDescribed() {
        assertThat(complain(200, HEADERS, "{\"status\": \"ok\"}")).isEmpty();
        assertThat(
                        judge.complainOfBody(
                                "POST /admin/login", "{\"username\": \"a\", \"password\": \"b\"}"))
                .isEmpty();
        assertThat(judge.complainOfParameters("GET /api/api-keys", "query", Map.of("limit", "20")))
                .isEmpty();
    }

    @Test
    void complainsOfAFieldThatIsNotDescribed() {
        assertThat(complain(200, HEADERS, "{\"status\": \"ok\", \"more\": 1}")).hasSize(1);
    }

    @Test
    void complainsOfAFieldThatIsMissing() {
        assertThat(complain(200, HEADERS, "{}")).hasSize(1);
    }

    @Test
    void complainsOfAStatusThatIsNotDescribed() {
        assertThat(complain(202, HEADERS, "{\"status\": \"ok\"}")).hasSize(1);
    }

    @Test
    void complainsOfAnotherContentType() {
        var headers = new HashMap<>(HEADERS);
        headers.put("Content-Type", "text/plain");

        assertThat(complain(200, headers, "{\"status\": \"ok\"}")).hasSize(1);
    }

    @Test
    void complainsOfAHeaderThatIsMissing() {
        var headers = new HashMap<>(HEADERS);
        headers.remove("X-Request-Id");

        assertThat(complain(200, headers, "{\"status\": \"ok\"}")).hasSize(1);
    }

    @Test
    void complainsOfRequests() {
        assertThat(judge.complainOfBody("POST /admin/login", "{\"username\": \"a\"}")).hasSize(1);
        assertThat(judge.complainOfBody("POST /admin/login", "nonsense")).hasSize(1);
        assertThat(judge.complainOfParameters("GET /api/api-keys", "query", Map.of("limit", "201")))
                .hasSize(1);
        assertThat(judge.complainOfParameters("GET /api/api-keys", "query", Map.of("x", "1")))
                .hasSize(1);
    }

    private List<String> complain(int status, Map<String, String> headers, String body) {
        return judge.complainOfAnswer(KEY, new Judge.Seen(status, headers, body));
    }
}
