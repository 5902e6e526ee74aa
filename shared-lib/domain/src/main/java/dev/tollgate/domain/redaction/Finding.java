package dev.tollgate.domain.redaction;

/**
 * Where something sensitive stands.
 *
 * @param to the index after its last character
 */
record Finding(Sensitive what, int from, int to) {
    /** One for two that touch: of all that is covered, as the kind that comes first. */
    Finding with(Finding other) {
        return new Finding(
                what.compareTo(other.what) <= 0 ? what : other.what,
                Math.min(from, other.from),
                Math.max(to, other.to));
    }
}
