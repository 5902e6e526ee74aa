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
 * @param auth what are to be the credentials; empty to keep them
 * @param inbound what is to be the inbound secret, if {@code inboundGiven}; empty to have none
 */
record SecretFields(
        boolean urlGiven,
        Optional<URI> url,
        Optional<OutboundAuth> auth,
        SigningField signing,
        boolean inboundGiven,
        Optional<String> inbound) {
    boolean isEmpty() {
        return names().isEmpty();
    }

    /** Whether it is a secret even where there is none yet, or no longer. */
    boolean isWhole() {
        return urlGiven && auth.isPresent();
    }

    /** Of a whole one. */
    AgentSecret secret(int version) {
        return new AgentSecret(version, url, auth.orElseThrow(), signing.over(List.of()), inbound);
    }

    AgentSecret over(AgentSecret old, int version) {
        return new AgentSecret(
                version,
                urlGiven ? url : old.webhookUrl(),
                auth.orElse(old.auth()),
                signing.over(old.signing()),
                inboundGiven ? inbound : old.inbound());
    }

    /** Names of fields, never their values. */
    List<String> names() {
        var names = new ArrayList<String>();
        if (auth.isPresent()) {
            names.add("auth_config");
        }
        if (inboundGiven) {
            names.add("inbound_secret");
        }
        if (!(signing instanceof SigningField.Kept)) {
            names.add("signing_secret");
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
