package dev.tollgate.domain.policy.condition;

import java.util.Locale;
import java.util.Locale.IsoCountryCode;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A country by its ISO 3166-1 alpha-2 code, or XK, the user-assigned code that edges report for
 * Kosovo.
 */
public record Country(String code) {
    private static final Set<String> CODES = codes();

    public Country {
        if (!CODES.contains(code)) {
            throw new IllegalArgumentException(
                    code + " is no ISO 3166-1 alpha-2 country code, such as US or DE");
        }
    }

    /**
     * The country an edge reported; empty for codes that name none, such as XX for unknown or T1
     * for Tor.
     */
    static Optional<Country> reported(String code) {
        String upper = code.toUpperCase(Locale.ROOT);
        return CODES.contains(upper) ? Optional.of(new Country(upper)) : Optional.empty();
    }

    private static Set<String> codes() {
        Set<String> codes = new TreeSet<>(Locale.getISOCountries(IsoCountryCode.PART1_ALPHA2));
        codes.add("XK");
        return Set.copyOf(codes);
    }

    @Override
    public String toString() {
        return code;
    }
}
