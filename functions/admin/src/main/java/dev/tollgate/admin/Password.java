package dev.tollgate.admin;

import dev.tollgate.lambda.Environment;

/** Where the administrator's password is: plain text, or better its Argon2id hash. */
sealed interface Password {
    String GIVEN = "AGENT_GATEWAY_ADMIN_PASS";
    String IN_SECRET = "AGENT_GATEWAY_ADMIN_PASS_SECRET";

    /** In the settings themselves. */
    record Given(String text) implements Password {
        public Given {
            if (PasswordHash.isMeant(text)) {
                PasswordHash.parse(text);
            }
        }

        /** Without the password. */
        @Override
        public String toString() {
            return "Given[]";
        }
    }

    /** In a secret, where it can be changed without a deployment. */
    record InSecret(String name) implements Password {}

    static Password of(Environment environment) {
        var given = environment.find(GIVEN);
        var secret = environment.find(IN_SECRET);
        if (given.isPresent() == secret.isPresent()) {
            throw new IllegalStateException(
                    "exactly one of %s, the administrator's password, and %s, the name of the secret that it is in, must be set; %s"
                            .formatted(
                                    GIVEN,
                                    IN_SECRET,
                                    given.isPresent() ? "both are" : "neither is"));
        }
        return secret.<Password>map(InSecret::new).orElseGet(() -> new Given(given.orElseThrow()));
    }
}
