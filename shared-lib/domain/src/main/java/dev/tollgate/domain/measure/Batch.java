package dev.tollgate.domain.measure;

import java.util.List;

/**
 * What one process has counted in a while.
 *
 * @param writer the process, by a name that no other has
 * @param number from 1, one more than that of its batch before
 */
public record Batch(String writer, long number, List<Increment> increments) {
    public Batch {
        if (writer.isBlank() || number < 1) {
            throw new IllegalArgumentException("not a batch: " + number + " of " + writer);
        }
        increments = List.copyOf(increments);
    }
}
