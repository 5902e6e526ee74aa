package dev.tollgate.testing;

import dev.tollgate.domain.Page;
import dev.tollgate.domain.PageRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Cuts a page out of a sorted list, for the twins. */
public final class Pages {
    private Pages() {}

    /** {@code place} is what the list is sorted by; the next page starts after it. */
    public static <T> Page<T> cut(List<T> sorted, PageRequest page, Function<T, String> place) {
        var left =
                sorted.stream()
                        .filter(each ->
                                page.after()
                                        .filter(after -> place.apply(each).compareTo(after) <= 0)
                                        .isEmpty())
                        .toList();
        if (left.size() <= page.limit()) {
            return new Page<>(left, Optional.empty());
        }
        var items = left.subList(0, page.limit());
        return new Page<>(items, Optional.of(place.apply(items.getLast())));
    }
}
