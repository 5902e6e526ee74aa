package dev.tollgate.registration;

import dev.tollgate.domain.outbound.AgentSecret;
import dev.tollgate.domain.outbound.OutboundAuth;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The secret part of a request body.
 *
 * @param url what is to be the address, if {@code urlGiven}; empty to have none
 * @param auth what is to be the credentials, if {@code authGiven}
 */
record SecretFields(boolean urlGiven, Optional<URI> url, boolean authGiven, OutboundAuth auth) {
    boolean isEmpty() {
        return !urlGiven && !authGiven;
    }

    /** Whether the whole secret is given, so that the old one need not be read. */
    boolean isWhole() {
        return urlGiven && authGiven;
    }

    AgentSecret secret(int version) {
        return new AgentSecret(version, url, auth);
    }

    AgentSecret over(AgentSecret old, int version) {
        return new AgentSecret(
                version, urlGiven ? url : old.webhookUrl(), authGiven ? auth : old.auth());
    }

    /** Names of fields, never their values. */
    List<String> names() {
        var names = new ArrayList<String>();
        if (authGiven) {
            names.add("auth_config");
        }
        if (urlGiven) {
            names.add("webhook_url");
        }
        return names;
    }
}
