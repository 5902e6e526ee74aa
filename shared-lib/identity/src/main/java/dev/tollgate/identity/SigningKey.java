package dev.tollgate.identity;

/** Where the key that signs access tokens is kept. */
@FunctionalInterface
public interface SigningKey {
    /** At least 32 bytes. Asked for on every use, so that a rotated key is noticed. */
    byte[] bytes();
}
