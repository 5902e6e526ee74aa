package dev.tollgate.authorizer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.identity.Role;
import dev.tollgate.identity.Issuer;
import dev.tollgate.lambda.BadRequest;
import dev.tollgate.lambda.Environment;
import dev.tollgate.lambda.Fields;
import dev.tollgate.lambda.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** {@code OIDC_ISSUERS}: a JSON list of issuers, see docs/identity.md. */
final class IssuerSettings {
    private static final String VARIABLE = "OIDC_ISSUERS";
    private static final int LONGEST = 500;

    private IssuerSettings() {}

    static List<Issuer> of(Environment environment) {
        boolean loopbackAllowed = environment.flag("ALLOW_LOOPBACK_WEBHOOKS", false);
        try {
            return environment
                    .find(VARIABLE)
                    .map(text -> issuers(text, loopbackAllowed))
                    .orElse(List.of());
        } catch (BadRequest e) {
            throw new IllegalStateException(
                    VARIABLE + " " + e.where() + " " + e.detail() + " See docs/identity.md.", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    VARIABLE + " has what is " + e.getMessage() + "; see docs/identity.md", e);
        }
    }

    private static List<Issuer> issuers(String text, boolean loopbackAllowed) {
        var json = Json.parse(text.getBytes(StandardCharsets.UTF_8));
        if (!json.isArray()) {
            throw BadRequest.body("", "is not a list of issuers.");
        }
        var issuers = new ArrayList<Issuer>();
        var names = new HashSet<String>();
        for (var each : json) {
            var issuer = issuer(Fields.of(each), each.path("roles"));
            if (!names.add(issuer.name())) {
                throw new IllegalArgumentException("twice the same issuer: " + issuer.name());
            }
            issuers.add(issuer.reachable(loopbackAllowed));
        }
        return List.copyOf(issuers);
    }

    private static Issuer issuer(Fields fields, JsonNode roles) {
        var issuer =
                new Issuer(
                        fields.requiredText("issuer", LONGEST),
                        URI.create(fields.requiredText("jwks_uri", LONGEST)),
                        fields.requiredText("audience", LONGEST),
                        new OrganisationId(fields.requiredText("organisation", LONGEST)),
                        fields.text("roles_claim", LONGEST).orElse("roles"),
                        roles(fields, roles));
        fields.end();
        return issuer;
    }

    private static Map<String, Role> roles(Fields fields, JsonNode roles) {
        if (!fields.has("roles") || !roles.isObject()) {
            throw fields.refuse("roles", "is required: an object of their roles and ours.");
        }
        var ours = new HashMap<String, Role>();
        roles.properties()
                .forEach(role -> ours.put(role.getKey(), role(fields, role.getValue().asText())));
        return ours;
    }

    private static Role role(Fields fields, String text) {
        return Role.of(text)
                .orElseThrow(() ->
                        fields.refuse(
                                "roles", "has '" + text + "'; accepted: " + Role.accepted() + "."));
    }
}
