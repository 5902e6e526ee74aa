package dev.tollgate.domain.agent;

import java.text.Normalizer;
import java.util.Locale;

/** When two agents of an organisation have the same name. */
public final class AgentName {
    private AgentName() {}

    /**
     * Equal for names that differ only in case, in blanks or in how their letters are encoded (<a
     * href="https://www.unicode.org/reports/tr15/">NFKC</a>); up to 18 times as long as the name.
     */
    public static String key(String name) {
        // Upper case first: some letters, such as the final sigma, have two lower-case forms.
        var folded =
                Normalizer.normalize(name, Normalizer.Form.NFKC)
                        .toUpperCase(Locale.ROOT)
                        .toLowerCase(Locale.ROOT);
        return folded.strip().replaceAll("\\s+", " ");
    }
}
