package dev.tollgate.domain.delivery;

/**
 * How far a message that needs several requests has come.
 *
 * @param taken how many of its requests the platform has taken
 * @param carry what the next ones need of the answers so far, such as the id of a page; empty if
 *     nothing
 */
public record Progress(int taken, String carry) {
    public static final Progress NONE = new Progress(0, "");

    private static final int LONGEST = 512;

    public Progress {
        if (taken < 0 || carry.length() > LONGEST) {
            throw new IllegalArgumentException("not a progress: " + taken);
        }
    }

    /** One request more. */
    public Progress and(String newCarry) {
        return new Progress(taken + 1, newCarry);
    }
}
