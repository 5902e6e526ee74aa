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
 * @param inbound what is to be the inbound secret, if {@code inboundGiven}; empty to have none
 */
record SecretFields(
        boolean urlGiven,
        Optional<URI> url,
        boolean authGiven,
        OutboundAuth auth,
        boolean inboundGiven,
        Optional<String> inbound) {
    boolean isEmpty() {
        return !urlGiven && !authGiven && !inboundGiven;
    }

    /** Whether it makes a secret without an old one. */
    boolean isWhole() {
        return urlGiven && authGiven;
    }

    AgentSecret secret(int version) {
        return new AgentSecret(version, url, auth, List.of(), inbound);
    }

    AgentSecret over(AgentSecret old, int version) {
        return new AgentSecret(
                version,
                urlGiven ? url : old.webhookUrl(),
                authGiven ? auth : old.auth(),
                old.signing(),
                inboundGiven ? inbound : old.inbound());
    }

    /** Names of fields, never their values. */
    List<String> names() {
        var names = new ArrayList<String>();
        if (authGiven) {
            names.add("auth_config");
        }
        if (inboundGiven) {
            names.add("inbound_secret");
        }
        if (urlGiven) {
            names.add("webhook_url");
        }
        return names;
    }

    /** Without what it holds. */
    @Override
    public String toString() {
        return "SecretFields" + names();
    }
}
