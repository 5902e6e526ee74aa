package dev.tollgate.domain.policy.json;

/**
 * A policy that is not understood, with the place of the mistake. Nothing in a policy is ever
 * ignored.
 */
public final class MalformedPolicy extends IllegalArgumentException {
    private final String pointer;
    private final String detail;

    MalformedPolicy(String pointer, String detail) {
        super((pointer.isEmpty() ? "the policy" : pointer) + ": " + detail);
        this.pointer = pointer;
        this.detail = detail;
    }

    /**
     * Where, as a JSON pointer (<a href="https://www.rfc-editor.org/rfc/rfc6901">RFC 6901</a>);
     * empty for the root.
     */
    public String pointer() {
        return pointer;
    }

    /** What was found there and what is accepted. */
    public String detail() {
        return detail;
    }
}
