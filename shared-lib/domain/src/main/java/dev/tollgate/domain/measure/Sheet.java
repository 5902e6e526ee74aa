package dev.tollgate.domain.measure;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A list of entries that are counted.
 *
 * @param most entries there are room for; what finds none is counted elsewhere, see {@link
 *     Increment}
 * @param kept how long after it was last added to; empty for always
 */
public record Sheet(String name, int most, Optional<Duration> kept) {
    /** Of a sheet that is kept always: when it was first added to, in seconds of the epoch. */
    public static final String BEGAN = "began";

    private static final Pattern NAME = Pattern.compile("[a-z0-9_:]{1,100}");

    public Sheet {
        if (!NAME.matcher(name).matches() || most < 1) {
            throw new IllegalArgumentException("not a sheet: " + name + " of " + most);
        }
    }
}
