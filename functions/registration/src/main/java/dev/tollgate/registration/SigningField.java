package dev.tollgate.registration;

import dev.tollgate.domain.agent.Platform;
import dev.tollgate.domain.outbound.SigningSecret;
import dev.tollgate.lambda.Fields;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** What is wished of the secret that requests to an agent are signed with. */
sealed interface SigningField {
    String NAME = "signing_secret";

    /** Asks for a new one. */
    String GENERATE = "generate";

    int LONGEST = 256;

    /** Not named. */
    record Kept() implements SigningField {}

    record Removed() implements SigningField {}

    /**
     * A new one.
     *
     * @param minted whether the gate made it, so that the caller is to be told
     */
    record Given(SigningSecret secret, boolean minted) implements SigningField {}

    /** {@code random} must be a secure generator. */
    static SigningField read(Fields config, Platform platform, RandomGenerator random) {
        if (config.isNull(NAME)) {
            return new Removed();
        }
        var text = config.text(NAME, LONGEST);
        if (text.isPresent() && platform != Platform.CUSTOM_HTTP) {
            throw config.refuse(NAME, "is for " + Platform.CUSTOM_HTTP.text() + " alone.");
        }
        return text.<SigningField>map(given ->
                        given.equals(GENERATE)
                                ? new Given(SigningSecret.mint(random), true)
                                : new Given(secret(config, given), false))
                .orElseGet(Kept::new);
    }

    private static SigningSecret secret(Fields config, String given) {
        try {
            return new SigningSecret(given);
        } catch (IllegalArgumentException e) {
            throw config.refuse(
                    NAME,
                    "has a form that is not accepted: "
                            + SigningSecret.ACCEPTED
                            + ", or the word "
                            + GENERATE
                            + ".");
        }
    }

    /**
     * The secrets in use from now on, the newest first. A new one leaves the one before in use, so
     * that the receiver can change over; the one before that goes. The one that is the newest
     * already ends this.
     */
    default List<SigningSecret> over(List<SigningSecret> old) {
        return switch (this) {
            case Kept() -> old;
            case Removed() -> List.of();
            case Given(var secret, _) ->
                    Stream.concat(Stream.of(secret), old.stream().limit(1)).distinct().toList();
        };
    }

    /** What to show, this once. */
    default Optional<SigningSecret> shown() {
        return this instanceof Given(var secret, var minted) && minted
                ? Optional.of(secret)
                : Optional.empty();
    }
}
