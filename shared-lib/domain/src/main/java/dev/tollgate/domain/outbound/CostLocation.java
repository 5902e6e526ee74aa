package dev.tollgate.domain.outbound;

/** Where in an agent's answer it says what the call really cost, in US dollars. */
public sealed interface CostLocation {
    /** A header, whatever its case. */
    record InHeader(String name) implements CostLocation {
        public InHeader {
            HeaderRules.checkedName(name);
        }
    }

    /**
     * A field of the JSON body.
     *
     * @param pointer a JSON pointer (<a href="https://www.rfc-editor.org/rfc/rfc6901">RFC 6901</a>)
     *     such as {@code /usage/cost_usd}, or the plain name of a field at the top
     */
    record InBody(String pointer) implements CostLocation {
        private static final int LONGEST = 256;

        public InBody {
            if (pointer.isEmpty()
                    || pointer.length() > LONGEST
                    || pointer.matches("(?s)/.*~([^01].*|$)")
                    || pointer.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException(
                        "not a JSON pointer of 1 to " + LONGEST + " characters: " + pointer);
            }
            pointer = pointer.startsWith("/") ? pointer : "/" + escaped(pointer);
        }

        private static String escaped(String field) {
            return field.replace("~", "~0").replace("/", "~1");
        }
    }
}
