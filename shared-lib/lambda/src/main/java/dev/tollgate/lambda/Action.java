package dev.tollgate.lambda;

/** What a function does for one of its routes. */
@FunctionalInterface
public interface Action {
    Answer run(Request request);
}
