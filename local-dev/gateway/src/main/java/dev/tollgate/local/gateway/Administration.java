package dev.tollgate.local.gateway;

import dev.tollgate.lambda.Environment;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * The administrator of the local gate: as the shell says, else with a password that is made up
 * here.
 *
 * @param generated whether the password is to be shown, as nobody else knows it
 */
record Administration(String user, String password, boolean generated) {
    private static final String USER = "AGENT_GATEWAY_ADMIN_USER";
    private static final String PASSWORD = "AGENT_GATEWAY_ADMIN_PASS";
    private static final int PASSWORD_BYTES = 15;

    /** {@code kept} is what was made up at an earlier start over the same data. */
    static Administration of(Environment shell, Optional<String> kept) {
        var user = shell.text(USER, "admin");
        return shell.find(PASSWORD)
                .map(given -> new Administration(user, given, false))
                .orElseGet(() ->
                        new Administration(user, kept.orElseGet(Administration::madeUp), true));
    }

    private static String madeUp() {
        var bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().encodeToString(bytes);
    }

    /** What is kept for the next start. */
    Optional<String> toKeep() {
        return Optional.of(password).filter(_ -> generated);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "Administration[" + user + "]";
    }
}
