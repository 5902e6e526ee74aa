package dev.tollgate.secrets;

/** A secret that may change while the process runs. */
@FunctionalInterface
public interface SecretText {
    /**
     * The text as it is now, or was a few minutes ago. Asked for on every use, so that a change is
     * noticed.
     *
     * @throws IllegalStateException that names the secret, if there is none
     */
    String read();
}
