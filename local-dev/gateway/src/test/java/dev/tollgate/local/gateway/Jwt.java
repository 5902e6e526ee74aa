package dev.tollgate.local.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** JSON Web Tokens taken apart and put together by hand, as a forger does. */
record Jwt(String header, String claims, String signature) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static Jwt of(String text) {
        var parts = text.split("\\.", -1);
        return new Jwt(parts[0], parts[1], parts[2]);
    }

    static Jwt of(String header, ObjectNode claims) {
        return new Jwt(base64(header), base64(claims.toString()), "");
    }

    JsonNode claim(String name) {
        return json(claims).path(name);
    }

    Jwt withHeader(UnaryOperator<ObjectNode> change) {
        return new Jwt(base64(change.apply(json(header)).toString()), claims, signature);
    }

    Jwt withClaims(UnaryOperator<ObjectNode> change) {
        return new Jwt(header, base64(change.apply(json(claims)).toString()), signature);
    }

    Jwt withClaimsOf(Jwt other) {
        return new Jwt(header, other.claims, signature);
    }

    Jwt unsigned() {
        return new Jwt(header, claims, "");
    }

    /** With HS256. */
    Jwt signed(String key) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return new Jwt(header, claims, base64(mac.doFinal(signedPart())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** With RS256. */
    Jwt signed(PrivateKey key) {
        try {
            var signer = Signature.getInstance("SHA256withRSA");
            signer.initSign(key);
            signer.update(signedPart());
            return new Jwt(header, claims, base64(signer.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String base64(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    private byte[] signedPart() {
        return (header + "." + claims).getBytes(StandardCharsets.US_ASCII);
    }

    private static ObjectNode json(String part) {
        try {
            return (ObjectNode) JSON.readTree(Base64.getUrlDecoder().decode(part));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return header + "." + claims + "." + signature;
    }
}
