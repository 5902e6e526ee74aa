package dev.tollgate.platforms;

import dev.tollgate.domain.outbound.SigningSecret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests as <a
 * href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard
 * Webhooks 1.0.0</a> has it, with the symmetric scheme {@code v1}.
 */
public final class StandardWebhooks {
    private static final String ALGORITHM = "HmacSHA256";

    private StandardWebhooks() {}

    /**
     * The three headers; none if there is no secret.
     *
     * @param id the same for every attempt; without a full stop, which separates what is signed
     * @param timestamp of this attempt
     * @param body exactly as it is sent, in UTF-8
     * @param secrets those in use, the newest first; the receiver has one of them
     */
    public static Map<String, String> headers(
            String id, Instant timestamp, String body, List<SigningSecret> secrets) {
        if (id.isEmpty() || id.indexOf('.') >= 0) {
            throw new IllegalArgumentException(
                    "a webhook-id has at least one character and no full stop: " + id);
        }
        if (secrets.isEmpty()) {
            return Map.of();
        }
        var seconds = Long.toString(timestamp.getEpochSecond());
        var content = (id + "." + seconds + "." + body).getBytes(StandardCharsets.UTF_8);
        return Map.of(
                "webhook-id",
                id,
                "webhook-timestamp",
                seconds,
                "webhook-signature",
                secrets.stream()
                        .map(secret -> "v1," + signature(secret, content))
                        .collect(Collectors.joining(" ")));
    }

    private static String signature(SigningSecret secret, byte[] content) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.key(), ALGORITHM));
            return Base64.getEncoder().encodeToString(mac.doFinal(content));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }
}
