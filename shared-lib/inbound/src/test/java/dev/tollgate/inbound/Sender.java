package dev.tollgate.inbound;

import com.slack.api.app_backend.SlackSignature;
import dev.tollgate.domain.agent.Platform;
import dev.tollgate.testing.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/** The platforms' side: what they send, signed by Slack's own library and by Bouncy Castle. */
final class Sender {
    static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    static final String SLACK_SECRET = "8f742231b10e8888abcd99yyyzzz85a5";
    static final String TELEGRAM_TOKEN = "a-secret_token-of-31-characters";
    static final String TEAMS_TOKEN = "ODk3dGVzdGtleXRlc3RrZXl0ZXN0a2V5dGVzdGtleTE=";
    private static final Ed25519PrivateKeyParameters DISCORD =
            new Ed25519PrivateKeyParameters(
                    HexFormat.of()
                            .parseHex(
                                    "9d61b19deffd5a60ba844af492ec2cc4"
                                            + "4449c5697b326919703bac031cae7f60"));

    private Sender() {}

    static byte[] golden(String file) {
        try {
            return Files.readAllBytes(Repository.file("events").resolve("inbound/" + file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Inbound platform(Platform platform) {
        return Inbound.of(platform).orElseThrow();
    }

    static String key(Platform platform) {
        return switch (platform) {
            case SLACK -> SLACK_SECRET;
            case DISCORD -> HexFormat.of().formatHex(DISCORD.generatePublicKey().getEncoded());
            case TELEGRAM -> TELEGRAM_TOKEN;
            case TEAMS -> TEAMS_TOKEN;
            default -> throw new IllegalArgumentException(platform + " calls nobody");
        };
    }

    static Map<String, String> headers(Platform platform, byte[] body, Instant at) {
        var seconds = Long.toString(at.getEpochSecond());
        return switch (platform) {
            case SLACK ->
                    Map.of(
                            "x-slack-request-timestamp",
                            seconds,
                            "x-slack-signature",
                            slack(seconds, body));
            case DISCORD ->
                    Map.of(
                            "x-signature-timestamp",
                            seconds,
                            "x-signature-ed25519",
                            discord(seconds, body));
            case TELEGRAM -> Map.of("x-telegram-bot-api-secret-token", TELEGRAM_TOKEN);
            case TEAMS -> Map.of("authorization", "HMAC " + teams(body));
            default -> throw new IllegalArgumentException(platform + " calls nobody");
        };
    }

    private static String slack(String seconds, byte[] body) {
        return new SlackSignature.Generator(SLACK_SECRET)
                .generate(seconds, new String(body, StandardCharsets.UTF_8));
    }

    private static String discord(String seconds, byte[] body) {
        var signer = new Ed25519Signer();
        signer.init(true, DISCORD);
        signer.update(seconds.getBytes(StandardCharsets.US_ASCII), 0, seconds.length());
        signer.update(body, 0, body.length);
        return HexFormat.of().formatHex(signer.generateSignature());
    }

    private static String teams(byte[] body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(TEAMS_TOKEN), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Received as it was sent, at {@link #NOW}. */
    static Received send(Platform platform, byte[] body) {
        return send(platform, body, headers(platform, body, NOW));
    }

    static Received send(Platform platform, byte[] body, Map<String, String> headers) {
        return platform(platform).receive(new PlatformRequest(headers, body, NOW), key(platform));
    }

    static Content content(Platform platform, byte[] body) {
        return send(platform, body) instanceof Received.Verified verified
                ? verified.content()
                : new Content.Unreadable("", "was not verified.");
    }

    static Content content(Platform platform, String body) {
        return content(platform, body.getBytes(StandardCharsets.UTF_8));
    }

    static Map<String, String> with(Map<String, String> headers, String name, String value) {
        var changed = new TreeMap<>(headers);
        changed.put(name, value);
        return changed;
    }

    static Map<String, String> without(Map<String, String> headers, String name) {
        var changed = new TreeMap<>(headers);
        changed.remove(name);
        return changed;
    }
}
