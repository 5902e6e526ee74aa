package dev.tollgate.local.gateway.api;

import dev.tollgate.lambda.Route;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The route of a request. Of several that match, the most specific wins: that with the fewest
 * variable parts (<a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html">routes
 * for HTTP APIs</a>).
 *
 * @param parameters the variable parts of the path by name, decoded
 */
record RouteMatch(Route route, Map<String, String> parameters) {
    RouteMatch {
        parameters = Map.copyOf(parameters);
    }

    /** {@code path} is still encoded. */
    static Optional<RouteMatch> of(String method, String path) {
        return Arrays.stream(Route.values())
                .filter(route -> route.method().equals(method))
                .flatMap(route -> match(route, path).stream())
                .min(Comparator.comparingInt(match -> match.parameters().size()));
    }

    private static Optional<RouteMatch> match(Route route, String path) {
        var wanted = route.path().split("/", -1);
        var given = path.split("/", -1);
        if (wanted.length != given.length) {
            return Optional.empty();
        }
        var parameters = new TreeMap<String, String>();
        for (int i = 0; i < wanted.length; i++) {
            boolean varies = wanted[i].startsWith("{");
            if (varies ? given[i].isEmpty() : !wanted[i].equals(given[i])) {
                return Optional.empty();
            }
            if (varies) {
                parameters.put(wanted[i].substring(1, wanted[i].length() - 1), decoded(given[i]));
            }
        }
        return Optional.of(new RouteMatch(route, parameters));
    }

    /** A plus sign is itself in a path. */
    private static String decoded(String part) {
        try {
            return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException halfAnEscape) {
            return part;
        }
    }
}
