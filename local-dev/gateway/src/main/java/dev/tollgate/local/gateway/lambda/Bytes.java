package dev.tollgate.local.gateway.lambda;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A payload or a body: bytes that are equal if they are the same ones. */
public final class Bytes {
    public static final Bytes NONE = new Bytes(new byte[0]);

    private final byte[] bytes;

    private Bytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The array is not copied; it is not to be changed any more. */
    public static Bytes of(byte[] bytes) {
        return new Bytes(bytes);
    }

    public static Bytes utf8(String text) {
        return new Bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Not a copy; not to be changed. */
    public byte[] array() {
        return bytes;
    }

    public int size() {
        return bytes.length;
    }

    public boolean isEmpty() {
        return bytes.length == 0;
    }

    /** The bytes as UTF-8. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** The size alone: what is in it may be a secret. */
    @Override
    public String toString() {
        return bytes.length + " bytes";
    }
}
