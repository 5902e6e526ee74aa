package dev.tollgate.local.openapi;

import dev.tollgate.domain.outbound.OutboundAuth;
import dev.tollgate.domain.outbound.SigningSecret;
import dev.tollgate.domain.outbound.WebhookUrls;
import dev.tollgate.local.openapi.spec.Schema;
import dev.tollgate.local.openapi.spec.Shape;

/** How calls of an agent show who sends them. */
final class AuthConfigs {
    private static final Schema SECRET = Schema.notBlank();

    private static final Schema SIGNING =
            Schema.notBlank()
                    .described(
                            "For agents of custom_http: "
                                    + SigningSecret.ACCEPTED
                                    + ", or the word `generate`.");

    private AuthConfigs() {}

    static Schema schema() {
        return Schema.anyOf(
                        of(
                                "api_key",
                                Shape.read()
                                        .always("api_key", SECRET)
                                        .maybe(
                                                "header",
                                                Schema.notBlank()
                                                        .described(
                                                                OutboundAuth.ApiKey.DEFAULT_HEADER
                                                                        + " unless given."))),
                        of("bearer_token", Shape.read().always("token", SECRET)),
                        of(
                                "basic",
                                Shape.read().always("username", SECRET).always("password", SECRET)),
                        of(
                                "oauth2",
                                Shape.read()
                                        .always("client_id", SECRET)
                                        .always("client_secret", SECRET)
                                        .always("token_url", Schema.text(WebhookUrls.LONGEST))
                                        .maybe("scope", SECRET)
                                        .maybe("audience", SECRET)),
                        of(
                                "custom",
                                Shape.read()
                                        .always(
                                                "headers",
                                                Schema.map(Schema.text())
                                                        .with("minProperties", 1))),
                        signed(Shape.read().always("auth_type", Schema.constant("none")))
                                .maybe("credentials", Shape.read().schema())
                                .schema(),
                        Shape.read().always("signing_secret", SIGNING.orNull()).schema())
                .described(
                        "Credentials, which are never shown again. A signing secret alone leaves"
                                + " the credentials as they are.");
    }

    private static Schema of(String type, Shape credentials) {
        return signed(
                        Shape.read()
                                .always("auth_type", Schema.constant(type))
                                .always("credentials", credentials.schema()))
                .schema();
    }

    private static Shape signed(Shape shape) {
        return shape.maybe("signing_secret", SIGNING);
    }
}
