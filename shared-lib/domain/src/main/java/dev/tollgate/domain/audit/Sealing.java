package dev.tollgate.domain.audit;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** The key that seals are signed with, as text: both halves, so that none has to be derived. */
public final class Sealing {
    private static final String ALGORITHM = "Ed25519";

    private final PrivateKey privateKey;
    private final PublicKey publicKey;

    private Sealing(PrivateKey privateKey, PublicKey publicKey) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    /** A new key. */
    public static Sealing generate() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            return new Sealing(pair.getPrivate(), pair.getPublic());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has Ed25519", e);
        }
    }

    /**
     * @param text {@code private.public}, each in base 64: PKCS #8 and X.509
     * @throws IllegalArgumentException if it is no such text
     */
    public static Sealing parse(String text) {
        var halves = text.strip().split("\\.", -1);
        if (halves.length != 2) {
            throw new IllegalArgumentException("not a sealing key; make one as docs/audit.md says");
        }
        try {
            return new Sealing(
                    KeyFactory.getInstance(ALGORITHM)
                            .generatePrivate(
                                    new PKCS8EncodedKeySpec(Base64.getDecoder().decode(halves[0]))),
                    publicKey(halves[1]));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not an Ed25519 key", e);
        }
    }

    /** For {@link #parse}; a secret. */
    public String text() {
        return base64(privateKey.getEncoded()) + "." + publicText();
    }

    /** The half that everybody may know: X.509 in base 64. */
    public String publicText() {
        return base64(publicKey.getEncoded());
    }

    Signature sign(Hash hash) {
        try {
            var signer = java.security.Signature.getInstance(ALGORITHM);
            signer.initSign(privateKey);
            signer.update(hash.bytes());
            return Signature.of(signer.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the audit cannot be sealed", e);
        }
    }

    /** A public key of {@link #publicText}. */
    static PublicKey publicKey(String text) {
        try {
            return KeyFactory.getInstance(ALGORITHM)
                    .generatePublic(
                            new X509EncodedKeySpec(Base64.getDecoder().decode(text.strip())));
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

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
