package dev.tollgate.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import dev.tollgate.domain.agent.Platform;
import dev.tollgate.inbound.Content.Command;
import dev.tollgate.inbound.Content.Ignored;
import dev.tollgate.inbound.Received.Forged;
import dev.tollgate.inbound.Received.Verified;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TeamsBotTest {
    private static final byte[] BODY = Sender.golden("teams-message.json");
    private static final BotKeys KEYS = Connector.keys("msteams", "webchat");
    private static final Map<String, Object> CLAIMS = Connector.claims(Sender.NOW);

    private static Received receive(String authorization, byte[] body, BotKeys keys) {
        var request = new PlatformRequest(Map.of("authorization", authorization), body, Sender.NOW);
        return Inbound.of(Platform.TEAMS, Optional.of(authorization), keys)
                .orElseThrow()
                .receive(request, Connector.BOT);
    }

    private static Received bearing(String token) {
        return receive("Bearer " + token, BODY, KEYS);
    }

    private static Forged forged(Forgery why) {
        return new Forged(why);
    }

    @Test
    void readsAMessageAsThatOfAnOutgoingWebhook() {
        var received = bearing(Connector.token(CLAIMS));

        assertThat(received)
                .isEqualTo(new Verified(Optional.empty(), Sender.content(Platform.TEAMS, BODY)));
        assertThat(((Verified) received).content()).isInstanceOf(Command.class);
    }

    @ParameterizedTest
    @CsvSource({
        "iss, https://api.botframework.example, WRONG_ISSUER",
        "iss, https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/, WRONG_ISSUER",
        "aud, 00000000-0000-4000-8000-00000000b07b, WRONG_AUDIENCE",
        "aud, '', WRONG_AUDIENCE",
        "serviceurl, https://smba.trafficmanager.net/amer/, WRONG_SERVICE_URL",
        "serviceurl, '', MALFORMED_SIGNATURE",
        "exp, never, MALFORMED_SIGNATURE"
    })
    void refusesATokenThatSaysAnotherThing(String claim, String value, Forgery why) {
        assertThat(bearing(Connector.token(Connector.with(CLAIMS, claim, value))))
                .isEqualTo(forged(why));
    }

    @ParameterizedTest
    @CsvSource({
        "exp, -300, true",
        "exp, -301, false",
        "nbf, 300, true",
        "nbf, 301, false",
    })
    void takesATokenUpToFiveMinutesOff(String claim, int seconds, boolean good) {
        var at = Sender.NOW.plusSeconds(seconds).getEpochSecond();

        var received = bearing(Connector.token(Connector.with(CLAIMS, claim, at)));

        if (good) {
            assertThat(received).isInstanceOf(Verified.class);
        } else {
            assertThat(received).isEqualTo(forged(Forgery.STALE));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"iss", "aud", "exp", "serviceurl"})
    void refusesATokenThatSaysTooLittle(String claim) {
        var claims = new LinkedHashMap<>(CLAIMS);
        claims.remove(claim);

        assertThat(bearing(Connector.token(claims))).isInstanceOf(Forged.class);
    }

    @Test
    void refusesAKeyThatIsNotTheConnectors() {
        var other = Connector.key("other");

        assertThat(bearing(Connector.token(other, "other", CLAIMS)))
                .isEqualTo(forged(Forgery.UNKNOWN_KEY));
        assertThat(bearing(Connector.token(other, Connector.KEY_ID, CLAIMS)))
                .isEqualTo(forged(Forgery.WRONG_SIGNATURE));
    }

    @Test
    void refusesAKeyThatDoesNotSpeakForTheChannel() {
        var token = "Bearer " + Connector.token(CLAIMS);

        assertThat(receive(token, BODY, Connector.keys("webchat")))
                .isEqualTo(forged(Forgery.WRONG_CHANNEL));
        assertThat(receive(token, BODY, Connector.keys())).isEqualTo(forged(Forgery.WRONG_CHANNEL));
    }

    @Test
    void refusesATokenWithoutASignature() {
        var token = Connector.token(CLAIMS).split("\\.", -1);
        var none = base64("{\"alg\":\"none\",\"kid\":\"" + Connector.KEY_ID + "\"}");

        for (var signature : new String[] {"", "AA", token[2]}) {
            assertThat(bearing(none + "." + token[1] + "." + signature))
                    .isEqualTo(forged(Forgery.MALFORMED_SIGNATURE));
        }
    }

    /** What everybody may read must not do as a shared key. */
    @Test
    void refusesATokenThatIsSignedWithThePublicKeyAsASecret() throws Exception {
        for (var secret :
                new byte[][] {
                    Connector.KEY.toRSAPublicKey().getEncoded(),
                    Connector.KEY.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8)
                }) {
            var token = new JWSObject(header(JWSAlgorithm.HS256), new Payload(CLAIMS));
            token.sign(new MACSigner(secret));

            assertThat(bearing(token.serialize())).isEqualTo(forged(Forgery.MALFORMED_SIGNATURE));
        }
    }

    @Test
    void refusesAnotherAlgorithmOfTheSameKey() throws Exception {
        for (var algorithm : new JWSAlgorithm[] {JWSAlgorithm.RS512, JWSAlgorithm.PS256}) {
            var token = new JWSObject(header(algorithm), new Payload(CLAIMS));
            token.sign(new RSASSASigner(Connector.KEY));

            assertThat(bearing(token.serialize())).isEqualTo(forged(Forgery.MALFORMED_SIGNATURE));
        }
    }

    private static JWSHeader header(JWSAlgorithm algorithm) {
        return new JWSHeader.Builder(algorithm).keyID(Connector.KEY_ID).build();
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void refusesClaimsThatWereChangedAfterSigning() {
        var token = Connector.token(CLAIMS).split("\\.", -1);
        var other = Connector.token(Connector.with(CLAIMS, "exp", 9_999_999_999L)).split("\\.", -1);

        assertThat(bearing(token[0] + "." + other[1] + "." + token[2]))
                .isEqualTo(forged(Forgery.WRONG_SIGNATURE));
    }

    @Test
    void refusesWhatIsNoToken() {
        for (var text : new String[] {"", "a.b", "a.b.c.d", "..", "é.b.c", "a".repeat(100_000)}) {
            assertThat(bearing(text)).isEqualTo(forged(Forgery.MALFORMED_SIGNATURE));
        }
        assertThat(bearing("a".repeat(8000) + ".b.c" + "d".repeat(8000)))
                .isEqualTo(forged(Forgery.MALFORMED_SIGNATURE));
    }

    @Test
    void leavesThePeopleOfOtherChannelsAlone() {
        var body = new String(BODY, StandardCharsets.UTF_8).replace("\"msteams\"", "\"webchat\"");

        var received =
                receive(
                        "Bearer " + Connector.token(CLAIMS),
                        body.getBytes(StandardCharsets.UTF_8),
                        KEYS);

        assertThat(received)
                .isInstanceOfSatisfying(
                        Verified.class,
                        verified -> assertThat(verified.content()).isInstanceOf(Ignored.class));
    }

    @Test
    void isNotTakenForAnOutgoingWebhookNorTheOtherWayRound() {
        var hmac = Sender.headers(Platform.TEAMS, BODY, Sender.NOW).get("authorization");

        assertThat(Inbound.of(Platform.TEAMS, Optional.ofNullable(hmac), KEYS))
                .get()
                .isInstanceOf(Teams.class);
        assertThat(
                        new Teams()
                                .receive(
                                        new PlatformRequest(
                                                Map.of(
                                                        "authorization",
                                                        "Bearer " + Connector.token(CLAIMS)),
                                                BODY,
                                                Sender.NOW),
                                        Sender.TEAMS_TOKEN))
                .isEqualTo(forged(Forgery.MALFORMED_SIGNATURE));
    }

    @Test
    void showsNothingInItsAnswers() {
        var bot = new TeamsBot(KEYS);
        var command = (Command) Sender.content(Platform.TEAMS, BODY);

        assertThat(bot.acknowledge(command)).isEqualTo(Reply.empty());
        assertThat(bot.refuse(command, "No.")).isEmpty();
        assertThat(bot.answer(command, "Yes.")).isEmpty();
    }

    @Test
    void takesTheIdOfAnApp() {
        var bot = new TeamsBot(KEYS);

        assertThat(bot.checkedKey("00000000-0000-4000-8000-00000000B07A")).isEqualTo(Connector.BOT);
        assertThatIllegalArgumentException().isThrownBy(() -> bot.checkedKey("my-bot"));
    }
}
