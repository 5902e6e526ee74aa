package dev.tollgate.domain.agent;

import java.util.OptionalInt;

/** Calls per sliding minute, hour and day, and calls at the same time. No value means no limit. */
public record RateLimits(
        OptionalInt perMinute, OptionalInt perHour, OptionalInt perDay, OptionalInt concurrent) {
    public static final RateLimits NONE =
            new RateLimits(
                    OptionalInt.empty(),
                    OptionalInt.empty(),
                    OptionalInt.empty(),
                    OptionalInt.empty());

    public static final int MOST = 1_000_000_000;

    public RateLimits {
        check(perMinute, "requests_per_minute");
        check(perHour, "requests_per_hour");
        check(perDay, "requests_per_day");
        check(concurrent, "max_concurrency");
    }

    private static void check(OptionalInt limit, String name) {
        if (limit.isPresent() && (limit.getAsInt() < 1 || limit.getAsInt() > MOST)) {
            throw new IllegalArgumentException(
                    name + " is " + limit.getAsInt() + "; accepted: 1 to " + MOST);
        }
    }
}
