package dev.tollgate.domain.audit;

import java.util.HexFormat;

/** A SHA-256, as 64 hexadecimal digits in lower case. */
public record Hash(String hex) {
    /** What the first link of a chain has before it. */
    public static final Hash NONE = new Hash("0".repeat(64));

    private static final HexFormat HEX = HexFormat.of();

    public Hash {
        if (!hex.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("not a hash: expected 64 hexadecimal digits");
        }
    }

    static Hash of(byte[] bytes) {
        return new Hash(HEX.formatHex(bytes));
    }

    public byte[] bytes() {
        return HEX.parseHex(hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}
