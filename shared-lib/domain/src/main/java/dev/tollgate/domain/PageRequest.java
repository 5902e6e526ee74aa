package dev.tollgate.domain;

import java.util.Optional;

/** How many items at most, and after which one ({@code next} of the page before). */
public record PageRequest(int limit, Optional<String> after) {
    public static final int MOST = 200;
    public static final int USUAL = 50;

    public PageRequest {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("not a page size: " + limit + "; 1 to " + MOST);
        }
    }

    public static PageRequest first(int limit) {
        return new PageRequest(limit, Optional.empty());
    }
}
