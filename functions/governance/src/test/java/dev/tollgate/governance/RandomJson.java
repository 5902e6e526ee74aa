package dev.tollgate.governance;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Bodies that look like policies and limits and mostly are not. */
final class RandomJson {
    private static final List<String> NAMES =
            List.of(
                    "policy_id",
                    "name",
                    "effect",
                    "priority",
                    "status",
                    "conditions",
                    "version",
                    "type",
                    "environments",
                    "providers",
                    "countries",
                    "cidrs",
                    "business_hours",
                    "days",
                    "start_time",
                    "end_time",
                    "timezone",
                    "maintenance_windows",
                    "start",
                    "end",
                    "any",
                    "all",
                    "negate",
                    "field",
                    "op",
                    "value",
                    "estimated_above",
                    "organisation",
                    "each_user",
                    "each_team",
                    "cost_above",
                    "payload",
                    "quorum",
                    "roles",
                    "timeout_seconds",
                    "obligations",
                    "requests_per_minute",
                    "max_daily_cost",
                    "budget_enforcement",
                    "",
                    "~/");
    private static final List<String> SCALARS =
            List.of(
                    "\"us_only\"",
                    "\"p1\"",
                    "\"allow\"",
                    "\"deny\"",
                    "\"active\"",
                    "\"shadow\"",
                    "\"environment\"",
                    "\"time_window\"",
                    "\"location\"",
                    "\"cost\"",
                    "\"tags\"",
                    "\"attribute\"",
                    "\"context.a\"",
                    "\"eq\"",
                    "\"in\"",
                    "\"gt\"",
                    "\"US\"",
                    "\"10.0.0.0/8\"",
                    "\"::/129\"",
                    "\"monday\"",
                    "\"09:00\"",
                    "\"24:00\"",
                    "\"25:61\"",
                    "\"Europe/Berlin\"",
                    "\"UTC\"",
                    "\"hard\"",
                    "\"\"",
                    "\"\\u0000\"",
                    "\"\\ud800\"",
                    "\"2026-03-02T09:00:00Z\"",
                    "\"+999999999-12-31T23:59:59Z\"",
                    "null",
                    "true",
                    "false",
                    "0",
                    "1",
                    "-1",
                    "1.5",
                    "1e125",
                    "1e126",
                    "1e-130",
                    "1e2147483647",
                    "1e99999999999",
                    "12345678901234567890123456789012345678901",
                    "0.0000001");

    private final RandomGenerator random;

    RandomJson(RandomGenerator random) {
        this.random = random;
    }

    String next() {
        var body =
                random.nextInt(4) == 0
                        ? value(0)
                        : "{\"policy_id\": \"p1\", \"effect\": \"allow\", \"conditions\": ["
                                + value(1)
                                + "]}";
        return random.nextInt(50) == 0 ? body.substring(0, random.nextInt(body.length())) : body;
    }

    private String value(int depth) {
        if (depth > 4 || random.nextInt(4) == 0) {
            return one(SCALARS);
        }
        return random.nextInt(3) == 0 ? list(depth) : object(depth);
    }

    private String list(int depth) {
        return IntStream.range(0, random.nextInt(4))
                .mapToObj(_ -> value(depth + 1))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private String object(int depth) {
        return IntStream.range(0, random.nextInt(5))
                .mapToObj(_ -> "\"" + one(NAMES) + "\": " + value(depth + 1))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private String one(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }
}
