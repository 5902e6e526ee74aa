package dev.tollgate.domain.audit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.SortedMap;

/**
 * The one way in which something is written before it is hashed: each text as the number of its
 * UTF-8 bytes (four bytes, most significant first) and those bytes; whole numbers in eight bytes; a
 * map as the number of its entries and each name and value, sorted by name. So no two values have
 * the same encoding. What is encoded starts with a text that says what it is, so that nothing can
 * be passed off as something else. docs/audit.md has it for those who check it elsewhere.
 */
final class Encoding {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Encoding(String kind) {
        text(kind);
    }

    Encoding text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(utf8.length).array());
        bytes.writeBytes(utf8);
        return this;
    }

    Encoding number(long number) {
        bytes.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
        return this;
    }

    Encoding hash(Hash hash) {
        bytes.writeBytes(hash.bytes());
        return this;
    }

    Encoding map(SortedMap<String, String> map) {
        number(map.size());
        for (Map.Entry<String, String> entry : map.entrySet()) {
            text(entry.getKey()).text(entry.getValue());
        }
        return this;
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    Hash hash() {
        return sha256(bytes());
    }

    static Hash sha256(byte[]... parts) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var part : parts) {
                digest.update(part);
            }
            return Hash.of(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
