package dev.tollgate.redis;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The query of a signed GET, by the steps of <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Signature
 * Version 4</a> and with the JDK alone: what the SDK's signer is held against.
 */
record Sigv4(String region, String service, Instant now) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /** All parameters of the signed request, with the signature among them. */
    Map<String, String> sign(
            String host, Map<String, String> query, String keyId, String key, long seconds) {
        var time = TIME.format(now);
        var parts = List.of(time.substring(0, 8), region, service, "aws4_request");
        var scope = String.join("/", parts);
        var all = new TreeMap<>(query);
        all.put("X-Amz-Algorithm", "AWS4-HMAC-SHA256");
        all.put("X-Amz-Credential", keyId + "/" + scope);
        all.put("X-Amz-Date", time);
        all.put("X-Amz-Expires", Long.toString(seconds));
        all.put("X-Amz-SignedHeaders", "host");
        var canonical =
                String.join("\n", "GET", "/", text(all), "host:" + host, "", "host", digest(""));
        var toSign = String.join("\n", "AWS4-HMAC-SHA256", time, scope, digest(canonical));
        byte[] signing = ("AWS4" + key).getBytes(StandardCharsets.UTF_8);
        for (var part : parts) {
            signing = hmac(signing, part);
        }
        all.put("X-Amz-Signature", HexFormat.of().formatHex(hmac(signing, toSign)));
        return all;
    }

    private static String text(Map<String, String> query) {
        return query.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    /** All but the unreserved characters of RFC 3986. */
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private static String digest(String text) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
