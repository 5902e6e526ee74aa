package dev.tollgate.inbound;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What the platforms' ways to sign have in common. */
final class Signed {
    /**
     * How far a signed time may be from now, as <a
     * href="https://docs.slack.dev/authentication/verifying-requests-from-slack">Slack asks
     * for</a>.
     */
    static final Duration SKEW = Duration.ofMinutes(5);

    /** Of what a later answer needs. */
    private static final int LONGEST_FIELD = 1024;

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");
    private static final String HMAC = "HmacSHA256";

    private Signed() {}

    /**
     * What {@code then} makes of the time and the signature that stand in those headers, if both
     * can be the platform's and the time is near enough.
     */
    static Received timed(
            PlatformRequest request,
            String timeHeader,
            String signatureHeader,
            Pattern signatureForm,
            BiFunction<String, String, Received> then) {
        var time = request.header(timeHeader);
        var signature = request.header(signatureHeader);
        if (time.isEmpty() || signature.isEmpty()) {
            return new Received.Forged(Forgery.UNSIGNED);
        }
        var fault = fault(time.get(), request.at());
        if (fault.isPresent()) {
            return new Received.Forged(fault.get());
        }
        return signatureForm.matcher(signature.get()).matches()
                ? then.apply(time.get(), signature.get())
                : new Received.Forged(Forgery.MALFORMED_SIGNATURE);
    }

    /** What is wrong with a time in Unix seconds, if anything is. */
    private static Optional<Forgery> fault(String seconds, Instant now) {
        return SECONDS.matcher(seconds).matches()
                ? fault(Instant.ofEpochSecond(Long.parseLong(seconds)), now)
                : Optional.of(Forgery.MALFORMED_SIGNATURE);
    }

    static Optional<Forgery> fault(Instant at, Instant now) {
        return Duration.between(at, now).abs().compareTo(SKEW) > 0
                ? Optional.of(Forgery.STALE)
                : Optional.empty();
    }

    static byte[] hmac(byte[] key, byte[] signed) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(signed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + HMAC, e);
        }
    }

    /** Takes as long whatever differs. */
    static boolean same(byte[] one, byte[] other) {
        return MessageDigest.isEqual(one, other);
    }

    static byte[] join(String head, byte[] tail) {
        var bytes = head.getBytes(StandardCharsets.UTF_8);
        var all = new byte[bytes.length + tail.length];
        System.arraycopy(bytes, 0, all, 0, bytes.length);
        System.arraycopy(tail, 0, all, bytes.length, tail.length);
        return all;
    }

    /** SHA-256 in hex. */
    static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** An id of 64 characters, whatever the platform's parts of it look like. */
    static String eventId(String... parts) {
        return digest(String.join("\n", parts).getBytes(StandardCharsets.UTF_8));
    }

    static Received verified(Optional<String> replayKey, Supplier<Content> content) {
        return new Received.Verified(replayKey, read(content));
    }

    private static Content read(Supplier<Content> content) {
        try {
            var said = content.get();
            if (said instanceof Content.Asked asked) {
                asked.replyTo().forEach(Signed::checkLength);
            }
            return said;
        } catch (Unread e) {
            return e.content();
        }
    }

    private static void checkLength(String field, String value) {
        if (value.length() > LONGEST_FIELD) {
            throw new Unread(field, "is longer than " + LONGEST_FIELD + " characters.");
        }
    }
}
