package dev.tollgate.domain.approval;

import dev.tollgate.domain.Money;
import dev.tollgate.domain.delivery.DeliveryOrder;
import dev.tollgate.domain.delivery.Purpose;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What people agree to: this call of this version of the agent, let in by this version of the
 * policy, with this money held for it.
 *
 * @param agentVersion rises with every change of the agent
 * @param policy that let the call in, with its version
 * @param digest of the call itself as it will be sent, and of all the rest; SHA-256 in hex
 */
public record Grant(int agentVersion, String policy, Money held, String digest) {
    /** Of a digest, in characters. */
    public static final int DIGEST_LENGTH = 64;

    /** Of a call that is about to be held. */
    public static Grant of(DeliveryOrder order, int agentVersion, String policy, Money held) {
        return new Grant(
                agentVersion, policy, held, digest(order, agentVersion, policy, held.micros()));
    }

    /** Whether it is about that very call. */
    public boolean covers(DeliveryOrder order) {
        return digest.equals(digest(order, agentVersion, policy, held.micros()));
    }

    /** Each part with its length before it, so that no two calls share a text. */
    private static String digest(
            DeliveryOrder order, int agentVersion, String policy, long heldMicros) {
        if (!(order.purpose() instanceof Purpose.Call call)) {
            throw new IllegalArgumentException("only calls are agreed to: " + order);
        }
        var sha = sha256();
        for (var part :
                new String[] {
                    order.organisation().value(),
                    call.agent().value(),
                    Integer.toString(agentVersion),
                    call.invocation().value(),
                    call.idempotencyKey(),
                    order.body(),
                    policy,
                    Long.toString(heldMicros)
                }) {
            var bytes = part.getBytes(StandardCharsets.UTF_8);
            sha.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
            sha.update(bytes);
        }
        return HexFormat.of().formatHex(sha.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
