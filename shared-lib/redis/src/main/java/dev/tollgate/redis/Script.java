package dev.tollgate.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/**
 * A Lua script, called by its digest; loaded where the server does not know it (yet, or any more).
 */
final class Script {
    private final String text;
    private final String digest;

    Script(String text) {
        this.text = text;
        this.digest = digest(text);
    }

    /** The script of that name in the jar. */
    static String text(String name) {
        try (var in = Script.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the script " + name + " is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the server calls it by. */
    String digest() {
        return digest;
    }

    private static String digest(String text) {
        try {
            var sha = MessageDigest.getInstance("SHA-1");
            return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The script's answer: whole numbers, but for texts where the script says so. */
    List<?> run(RedisClient client, List<String> keys, List<String> arguments) {
        try {
            return (List<?>) client.evalsha(digest, keys, arguments);
        } catch (JedisNoScriptException e) {
            client.scriptLoad(text);
            return (List<?>) client.evalsha(digest, keys, arguments);
        }
    }
}
