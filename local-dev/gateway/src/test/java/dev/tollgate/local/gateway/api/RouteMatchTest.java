package dev.tollgate.local.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.lambda.Route;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RouteMatchTest {
    @Test
    void findsTheRouteAndDecodesItsVariableParts() {
        assertThat(RouteMatch.of("GET", "/api/external-agents/a%20b%2Fc+d"))
                .contains(new RouteMatch(Route.READ_AGENT, Map.of("id", "a b/c+d")));
        assertThat(RouteMatch.of("POST", "/api/external-agents/agt_1/invoke"))
                .contains(new RouteMatch(Route.INVOKE, Map.of("id", "agt_1")));
        assertThat(RouteMatch.of("GET", "/health"))
                .contains(new RouteMatch(Route.HEALTH, Map.of()));
    }

    @Test
    void knowsNothingBesideTheRoutes() {
        assertThat(RouteMatch.of("DELETE", "/health")).isEmpty();
        assertThat(RouteMatch.of("GET", "/health/")).isEmpty();
        assertThat(RouteMatch.of("GET", "/api/external-agents/")).isEmpty();
        assertThat(RouteMatch.of("GET", "/Health")).isEmpty();
        assertThat(RouteMatch.of("GET", "")).isEmpty();
    }
}
