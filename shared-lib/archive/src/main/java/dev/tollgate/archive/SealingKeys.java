package dev.tollgate.archive;

import dev.tollgate.domain.audit.Sealing;
import dev.tollgate.rehearsal.Line;
import dev.tollgate.secrets.SecretText;
import dev.tollgate.secrets.SecretsManagerText;
import java.util.List;

/**
 * The keys that the audit is sealed with, in AWS Secrets Manager: each line of the secret is one.
 * The first signs; those after it are kept to prove what they have signed.
 */
public final class SealingKeys {
    /** Of the secret, after the prefix. */
    public static final String NAME = "audit-sealing-key";

    private final SecretText secret;

    /** {@code secret} is read when a key is asked for. */
    public SealingKeys(SecretText secret) {
        this.secret = secret;
    }

    /**
     * With the region, the credentials and the endpoint of the process. Reads nothing yet.
     *
     * @param prefix what the names of all secrets start with, for example {@code tollgate/}
     */
    public static SealingKeys connect(String prefix, Line line) {
        return new SealingKeys(
                SecretsManagerText.connect(
                        prefix + NAME, "a random text of at least 32 characters", line));
    }

    /** What to sign with. */
    public Sealing current() {
        return all().getFirst();
    }

    /** The public halves of all. */
    public List<String> published() {
        return all().stream().map(Sealing::publicText).toList();
    }

    private List<Sealing> all() {
        return secret.read().strip().lines().map(String::strip).map(Sealing::of).toList();
    }
}
