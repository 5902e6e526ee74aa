package dev.tollgate.domain.audit;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** The key that seals are signed with, made from a secret text: the same text, the same key. */
public final class Sealing {
    private static final String ALGORITHM = "Ed25519";
    private static final String KIND = "tollgate.audit.sealing-key.1";
    private static final int SHORTEST = 32;

    private final KeyPair pair;

    private Sealing(KeyPair pair) {
        this.pair = pair;
    }

    /**
     * The pair that follows from a secret.
     *
     * @param secret at least 32 characters of chance
     */
    public static Sealing of(String secret) {
        if (secret.length() < SHORTEST) {
            throw new IllegalStateException(
                    "the secret is too short to seal with; accepted: 32 characters or more");
        }
        return ofSeed(new Encoding(KIND).text(secret).hash().bytes());
    }

    /**
     * A private key of Ed25519 is <a
     * href="https://www.rfc-editor.org/rfc/rfc8032#section-5.1.5">any 32 bytes</a>. The JDK derives
     * the public one only when it makes the pair, so it is told what to draw.
     */
    static Sealing ofSeed(byte[] seed) {
        try {
            var generator = KeyPairGenerator.getInstance(ALGORITHM);
            generator.initialize(NamedParameterSpec.ED25519, new Drawn(seed));
            return new Sealing(generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has Ed25519", e);
        }
    }

    /** Gives those bytes, and no others. */
    private static final class Drawn extends SecureRandom {
        private static final long serialVersionUID = 1;
        private final byte[] bytes;

        Drawn(byte[] bytes) {
            this.bytes = bytes.clone();
        }

        @Override
        public void nextBytes(byte[] target) {
            if (target.length != bytes.length) {
                throw new IllegalStateException("a key takes " + target.length + " bytes");
            }
            System.arraycopy(bytes, 0, target, 0, bytes.length);
        }
    }

    /** The half that everybody may know: X.509 in base 64, the inside of a PEM file. */
    public String publicText() {
        return Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
    }

    Signature sign(Hash hash) {
        return sign(hash.bytes());
    }

    Signature sign(byte[] message) {
        try {
            var signer = java.security.Signature.getInstance(ALGORITHM);
            signer.initSign(pair.getPrivate());
            signer.update(message);
            return Signature.of(signer.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the audit cannot be sealed", e);
        }
    }

    /**
     * A public key of {@link #publicText}, with or without the lines that a PEM file has around.
     */
    static PublicKey publicKey(String text) {
        try {
            var inside = text.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
            return KeyFactory.getInstance(ALGORITHM)
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(inside)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not an Ed25519 public key", e);
        }
    }

    static boolean verifies(PublicKey key, Hash hash, Signature signature) {
        try {
            var verifier = java.security.Signature.getInstance(ALGORITHM);
            verifier.initVerify(key);
            verifier.update(hash.bytes());
            return verifier.verify(signature.bytes());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
