package dev.tollgate.local.gateway;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;

/** An RSA key whose public half is a JSON Web Key for all to see. */
record PublishedKey(String id, KeyPair pair) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static PublishedKey generated(String id) {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return new PublishedKey(id, generator.generateKeyPair());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    ObjectNode json() {
        var key = (RSAPublicKey) pair.getPublic();
        return JSON.createObjectNode()
                .put("kty", "RSA")
                .put("kid", id)
                .put("use", "sig")
                .put("n", number(key.getModulus()))
                .put("e", number(key.getPublicExponent()));
    }

    /** A token that says so, signed with RS256. */
    String token(ObjectNode claims) {
        return Jwt.of("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"" + id + "\"}", claims)
                .signed(pair.getPrivate())
                .toString();
    }

    /** Without the byte that says that it is positive. */
    private static String number(BigInteger number) {
        var bytes = number.toByteArray();
        return Jwt.base64(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }
}
