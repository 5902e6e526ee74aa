package dev.tollgate.hold;

import dev.tollgate.domain.ApprovalId;
import dev.tollgate.domain.approval.SealedOrders;
import dev.tollgate.domain.delivery.DeliveryOrder;
import dev.tollgate.queue.MalformedOrder;
import dev.tollgate.queue.OrderMessage;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * {@link SealedOrders} by AES-256 in <a
 * href="https://nvlpubs.nist.gov/nistpubs/Legacy/SP/nistspecialpublication800-38d.pdf">Galois/Counter
 * Mode</a>: nobody who has not the key can read it, change it, or put it under another approval.
 */
public final class AesSealedOrders implements SealedOrders {
    private static final String CIPHER = "AES/GCM/NoPadding";

    /** As recommended in section 8.2 there. */
    private static final int NONCE_BYTES = 12;

    private static final int TAG_BITS = 128;
    private static final int SHORTEST = 32;

    private final Supplier<String> keys;
    private final RandomGenerator random;

    /**
     * @param keys texts of at least 32 characters of chance, one a line: the first seals, all open.
     *     Asked for on every use, so that a new one is noticed.
     * @param random must be a secure generator
     */
    public AesSealedOrders(Supplier<String> keys, RandomGenerator random) {
        this.keys = keys;
        this.random = random;
    }

    @Override
    public String seal(ApprovalId approval, DeliveryOrder order) {
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            var cipher = cipher(Cipher.ENCRYPT_MODE, keys().getFirst(), nonce, approval);
            var text = OrderMessage.write(order).getBytes(StandardCharsets.UTF_8);
            var sealed = Arrays.copyOf(nonce, NONCE_BYTES + cipher.getOutputSize(text.length));
            cipher.doFinal(text, 0, text.length, sealed, NONCE_BYTES);
            return Base64.getEncoder().encodeToString(sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("an order could not be sealed", e);
        }
    }

    @Override
    public DeliveryOrder open(ApprovalId approval, String sealed) {
        for (var key : keys()) {
            try {
                var bytes = Base64.getDecoder().decode(sealed);
                var nonce = Arrays.copyOf(bytes, NONCE_BYTES);
                var cipher = cipher(Cipher.DECRYPT_MODE, key, nonce, approval);
                var text = cipher.doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES);
                return OrderMessage.read(new String(text, StandardCharsets.UTF_8));
            } catch (AEADBadTagException otherKey) {
                // Perhaps the next one opens it.
            } catch (GeneralSecurityException | IllegalArgumentException | MalformedOrder e) {
                throw new IllegalStateException("the order of " + approval + " is damaged", e);
            }
        }
        throw new IllegalStateException(
                "the order of " + approval + " was changed, or sealed with another key");
    }

    private List<byte[]> keys() {
        var all =
                keys.get()
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .map(line -> line.getBytes(StandardCharsets.UTF_8))
                        .toList();
        if (all.isEmpty() || all.stream().anyMatch(key -> key.length < SHORTEST)) {
            throw new IllegalStateException(
                    "the key that seals held calls is too short; accepted: 32 bytes or more");
        }
        return all;
    }

    private static Cipher cipher(int mode, byte[] key, byte[] nonce, ApprovalId approval)
            throws GeneralSecurityException {
        var cipher = Cipher.getInstance(CIPHER);
        cipher.init(
                mode,
                new SecretKeySpec(MessageDigest.getInstance("SHA-256").digest(key), "AES"),
                new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(approval.value().getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
