package dev.tollgate.identity;

import dev.tollgate.rehearsal.Line;
import dev.tollgate.secrets.SecretsManagerText;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@link SigningKeys} in one secret of AWS Secrets Manager: its current version signs, its previous
 * version goes on opening what it signed. So a new version of the secret signs nobody out, and two
 * of them put an end to the first key.
 */
public final class SecretsManagerSigningKeys implements SigningKeys {
    /** What the secret is named after the prefix. */
    public static final String NAME = "token-signing-key";

    /** An id that nobody knows may be of a key that is new; but it costs two requests to look. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

    private final SecretsManagerText current;
    private final SecretsManagerText previous;
    private final String name;
    private final InstantSource clock;
    private Instant looked = Instant.EPOCH;

    private SecretsManagerSigningKeys(
            SecretsManagerText current,
            SecretsManagerText previous,
            String name,
            InstantSource clock) {
        this.current = current;
        this.previous = previous;
        this.name = name;
        this.clock = clock;
    }

    /**
     * With the region, the credentials and the endpoint of the process. Reads nothing yet.
     *
     * @param prefix what the names of all secrets start with, for example {@code tollgate/}
     */
    public static SigningKeys connect(String prefix, Line line, InstantSource clock) {
        var name = prefix + NAME;
        var purpose = "a random text of at least 32 characters";
        return new SecretsManagerSigningKeys(
                SecretsManagerText.connect(name, purpose, line, SecretsManagerText.Stage.CURRENT),
                SecretsManagerText.connect(name, purpose, line, SecretsManagerText.Stage.PREVIOUS),
                name,
                clock);
    }

    @Override
    public SigningKey current() {
        return key(current.read());
    }

    @Override
    public Optional<SigningKey> find(String id) {
        return known(id).or(() -> mayLook() ? look(id) : Optional.empty());
    }

    private Optional<SigningKey> known(String id) {
        return Stream.concat(Stream.of(current()), previous.find().map(this::key).stream())
                .filter(key -> key.id().equals(id))
                .findFirst();
    }

    private Optional<SigningKey> look(String id) {
        current.refresh();
        previous.refresh();
        return known(id);
    }

    private synchronized boolean mayLook() {
        var now = clock.instant();
        if (now.isBefore(looked.plus(BETWEEN_LOOKS))) {
            return false;
        }
        looked = now;
        return true;
    }

    private SigningKey key(String text) {
        try {
            return SigningKey.of(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    "the secret " + name + " is too short to sign with; accepted: 32 bytes or more",
                    e);
        }
    }
}
