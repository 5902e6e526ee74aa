package dev.tollgate.domain.measure;

/**
 * What is added to one entry of a sheet.
 *
 * @param otherwise the entry that is counted instead if the sheet has no room for a new one
 * @param by more than 0
 */
public record Increment(Sheet sheet, String entry, String otherwise, long by) {
    public Increment {
        if (by < 1 || entry.equals(Sheet.BEGAN)) {
            throw new IllegalArgumentException("not an increment: " + entry + " by " + by);
        }
    }
}
