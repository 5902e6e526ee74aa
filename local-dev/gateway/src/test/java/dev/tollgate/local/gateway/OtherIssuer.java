package dev.tollgate.local.gateway;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.local.servers.LoopbackHttp;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** An OpenID Connect issuer with one key, which it publishes on this machine. */
final class OtherIssuer implements AutoCloseable {
    private static final String NAME = "https://id.example.com/";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final PublishedKey key = PublishedKey.generated("one");
    private final LoopbackHttp server =
            LoopbackHttp.start(exchange -> {
                var body = ("{\"keys\":[" + key.json() + "]}").getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });

    /** As {@code OIDC_ISSUERS} has it: its {@code boss} owns that organisation. */
    String settings(OrganisationId organisation) {
        return """
        [{"issuer": "%s", "jwks_uri": "%s", "audience": "tollgate",
          "organisation": "%s", "roles": {"boss": "owner"}}]\
        """
                .formatted(NAME, server.endpoint().resolve("/keys"), organisation);
    }

    String token(String subject, String role, Instant now) {
        return key.token(
                JSON.createObjectNode()
                        .put("iss", NAME)
                        .put("aud", "tollgate")
                        .put("sub", subject)
                        .put("roles", role)
                        .put("iat", now.getEpochSecond())
                        .put("exp", now.getEpochSecond() + 600));
    }

    @Override
    public void close() {
        server.close();
    }
}
