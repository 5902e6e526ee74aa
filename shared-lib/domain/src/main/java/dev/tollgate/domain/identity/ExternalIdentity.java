package dev.tollgate.domain.identity;

import java.util.Optional;

/**
 * On whose behalf a call is made, as the calling platform says. Only a key with the scope {@code
 * identity:assert} may say it.
 *
 * @param context free JSON object text, or empty
 * @param consentBasis why the person's data may be processed, for example {@code contract}
 */
public record ExternalIdentity(
        Optional<String> userId,
        Optional<String> email,
        Optional<String> system,
        Optional<String> sessionId,
        Optional<String> context,
        Optional<String> consentBasis) {
    /** Of each of them but the context. */
    public static final int LONGEST = 256;

    public static final int LONGEST_CONTEXT = 4096;

    /** What an e-mail address looks like, as far as anybody can tell without writing to it. */
    public static final String EMAIL_PATTERN = "[^@\\s]{1,64}@[^@\\s]{1,190}";

    public static final ExternalIdentity NONE =
            new ExternalIdentity(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());

    /** The person's id, else the address; empty when the call is made for nobody in particular. */
    public Optional<String> user() {
        return userId.or(() -> email);
    }
}
