package dev.tollgate.domain;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Part of a longer list, and where the next part starts; no {@code next} means the end. */
public record Page<T>(List<T> items, Optional<String> next) {
    public Page {
        items = List.copyOf(items);
    }

    public <R> Page<R> map(Function<? super T, ? extends R> each) {
        return new Page<>(items.stream().<R>map(each).toList(), next);
    }
}
