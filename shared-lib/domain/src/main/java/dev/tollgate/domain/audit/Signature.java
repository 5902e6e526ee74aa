package dev.tollgate.domain.audit;

import java.util.Base64;

/** An Ed25519 signature, <a href="https://www.rfc-editor.org/rfc/rfc8032">RFC 8032</a>. */
public record Signature(String base64) {
    public Signature {
        if (Base64.getDecoder().decode(base64).length != 64) {
            throw new IllegalArgumentException("not a signature of 64 bytes");
        }
    }

    static Signature of(byte[] bytes) {
        return new Signature(Base64.getEncoder().encodeToString(bytes));
    }

    byte[] bytes() {
        return Base64.getDecoder().decode(base64);
    }
}
