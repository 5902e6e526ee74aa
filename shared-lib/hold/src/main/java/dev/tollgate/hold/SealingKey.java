package dev.tollgate.hold;

import dev.tollgate.domain.approval.SealedOrders;
import dev.tollgate.rehearsal.Line;
import dev.tollgate.secrets.SecretsManagerText;
import java.util.random.RandomGenerator;

/** The key that held calls are sealed with, in AWS Secrets Manager. */
public final class SealingKey {
    /** Of the secret, after the prefix. */
    public static final String NAME = "approval-sealing-key";

    private SealingKey() {}

    /**
     * With the region, the credentials and the endpoint of the process. Reads nothing yet.
     *
     * @param prefix what the names of all secrets start with, for example {@code tollgate/}
     * @param random must be a secure generator
     */
    public static SealedOrders connect(String prefix, Line line, RandomGenerator random) {
        var secret =
                SecretsManagerText.connect(
                        prefix + NAME, "a random text of at least 32 characters", line);
        return new AesSealedOrders(secret::read, random);
    }
}
