package dev.tollgate.inbound;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import java.text.ParseException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What the Bot Connector proves itself with: a JSON Web Token that <a
 * href="https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication#connector-to-bot">its
 * documentation</a> says how to check. It is signed with RS256 and nothing else: another algorithm,
 * {@code none} or one with a shared key among them, is refused before any key is looked for.
 *
 * @param serviceUrl where the conversation is
 * @param channels that its key may speak for
 */
record ConnectorToken(String serviceUrl, Set<String> channels) {
    private static final String ISSUER = "https://api.botframework.com";
    private static final int LONGEST = 8192;
    private static final int LONGEST_KEY_ID = 256;

    /** What came of checking one. */
    sealed interface Checked {
        record Genuine(ConnectorToken token) implements Checked {}

        record Refused(Forgery why) implements Checked {}
    }

    /**
     * @param bot the app id that it must be for
     */
    static Checked check(String text, String bot, BotKeys keys, Instant now) {
        if (text.length() > LONGEST) {
            return new Checked.Refused(Forgery.MALFORMED_SIGNATURE);
        }
        try {
            var token = JWSObject.parse(text);
            var id = Optional.ofNullable(token.getHeader().getKeyID());
            if (!JWSAlgorithm.RS256.equals(token.getHeader().getAlgorithm())
                    || id.filter(it -> it.length() <= LONGEST_KEY_ID).isEmpty()) {
                return new Checked.Refused(Forgery.MALFORMED_SIGNATURE);
            }
            var key = id.flatMap(keys::find);
            if (key.isEmpty()) {
                return new Checked.Refused(Forgery.UNKNOWN_KEY);
            }
            return token.verify(new RSASSAVerifier(key.get().rsa()))
                    ? claims(Payload.parse(token.getPayload().toBytes()), key.get(), bot, now)
                    : new Checked.Refused(Forgery.WRONG_SIGNATURE);
        } catch (ParseException | Unread e) {
            return new Checked.Refused(Forgery.MALFORMED_SIGNATURE);
        } catch (JOSEException e) {
            throw new IllegalStateException("a token could not be checked", e);
        }
    }

    private static Checked claims(Payload claims, BotKeys.Key key, String bot, Instant now) {
        if (!claims.is("/iss", ISSUER)) {
            return new Checked.Refused(Forgery.WRONG_ISSUER);
        }
        if (!claims.is("/aud", bot)) {
            return new Checked.Refused(Forgery.WRONG_AUDIENCE);
        }
        var ends = time(claims, "/exp");
        if (ends.plus(Signed.SKEW).isBefore(now)
                || (claims.has("/nbf") && time(claims, "/nbf").minus(Signed.SKEW).isAfter(now))) {
            return new Checked.Refused(Forgery.STALE);
        }
        // The Connector writes it without a capital, its documentation with one.
        var place = claims.has("/serviceurl") ? "/serviceurl" : "/serviceUrl";
        return new Checked.Genuine(new ConnectorToken(claims.required(place), key.endorsements()));
    }

    private static Instant time(Payload claims, String pointer) {
        var seconds = Long.parseLong(claims.wholeNumber(pointer));
        if (seconds < 0 || seconds > Instant.MAX.getEpochSecond() / 2) {
            throw new Unread(pointer, "is not a time.");
        }
        return Instant.ofEpochSecond(seconds);
    }
}
