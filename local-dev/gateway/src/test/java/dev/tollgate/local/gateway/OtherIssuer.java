package dev.tollgate.local.gateway;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.local.servers.LoopbackHttp;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;

/** An OpenID Connect issuer with one key, which it publishes on this machine. */
final class OtherIssuer implements AutoCloseable {
    private static final String NAME = "https://id.example.com/";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final KeyPair keys = keys();
    private final LoopbackHttp server =
            LoopbackHttp.start(exchange -> {
                var body = published().getBytes(StandardCharsets.UTF_8);
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
        var claims =
                JSON.createObjectNode()
                        .put("iss", NAME)
                        .put("aud", "tollgate")
                        .put("sub", subject)
                        .put("roles", role)
                        .put("iat", now.getEpochSecond())
                        .put("exp", now.getEpochSecond() + 600);
        return Jwt.of("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"one\"}", claims)
                .signed(keys.getPrivate())
                .toString();
    }

    private String published() {
        var key = (RSAPublicKey) keys.getPublic();
        return "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"one\",\"use\":\"sig\",\"n\":\"%s\",\"e\":\"%s\"}]}"
                .formatted(number(key.getModulus()), number(key.getPublicExponent()));
    }

    /** Without the byte that says that it is positive. */
    private static String number(BigInteger number) {
        var bytes = number.toByteArray();
        return Jwt.base64(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    private static KeyPair keys() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
