package dev.tollgate.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.slack.api.app_backend.SlackSignature;
import dev.tollgate.domain.agent.Platform;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Keys, and signatures that others made with them. */
final class KeyTest {
    @ParameterizedTest
    @EnumSource(names = {"SLACK", "DISCORD", "TELEGRAM", "TEAMS"})
    void acceptsAKeyOfThePlatform(Platform platform) {
        assertThat(Sender.platform(platform).checkedKey(Sender.key(platform)))
                .isEqualTo(Sender.key(platform));
    }

    @ParameterizedTest
    @CsvSource({
        "SLACK, xoxb-17653672481-19874698323",
        "SLACK, 8F742231B10E8888ABCD99EEEFFF85A5",
        "SLACK, ''",
        "DISCORD, d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f70751",
        "DISCORD, D75A980182B10AB7D54BFED3C964073A0EE172F3DAA62325AF021A68F707511A",
        "TELEGRAM, short",
        "TELEGRAM, a secret token with blanks",
        "TEAMS, c2hvcnQ=",
        "TEAMS, not base64 at all and long enough to be"
    })
    void refusesWhatCannotBeAKeyWithoutShowingIt(Platform platform, String key) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sender.platform(platform).checkedKey(key))
                .withMessageStartingWith("must be ")
                .satisfies(
                        e -> assertThat(key.isEmpty() || !String.valueOf(e).contains(key)).isTrue())
                .withNoCause();
    }

    @Test
    void knowsWhichPlatformsCall() {
        assertThat(Inbound.of(Platform.CUSTOM_HTTP)).isEmpty();
        assertThat(Inbound.of(Platform.NOTION)).isEmpty();
        assertThat(Inbound.of(Platform.COPILOT_STUDIO)).isEmpty();
    }

    /** The example of https://docs.slack.dev/authentication/verifying-requests-from-slack. */
    @Test
    void agreesWithTheExampleOfSlack() {
        var body =
                "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow"
                        + "&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA"
                        + "&user_name=roadrunner&command=%2Fwebhook-collect&text="
                        + "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J"
                        + "%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
                        + "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
        var headers =
                Map.of(
                        "x-slack-request-timestamp",
                        "1531420618",
                        "x-slack-signature",
                        "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503");
        var request =
                new PlatformRequest(
                        headers,
                        body.getBytes(StandardCharsets.US_ASCII),
                        Instant.ofEpochSecond(1531420618));

        assertThat(new Slack().receive(request, Sender.SLACK_SECRET))
                .isInstanceOf(Received.Verified.class);
    }

    /** Both ways: what Slack's library takes for good is taken for good here, and the reverse. */
    @ParameterizedTest
    @CsvSource({"0, true", "-299, true", "-301, false"})
    void judgesAsTheLibraryOfSlackDoes(int seconds, boolean good) {
        var body = Sender.golden("slack-slash-command.form");
        var headers = Sender.headers(Platform.SLACK, body, Sender.NOW.plusSeconds(seconds));
        var judge =
                new SlackSignature.Verifier(new SlackSignature.Generator(Sender.SLACK_SECRET))
                        .isValid(
                                headers.get("x-slack-request-timestamp"),
                                new String(body, StandardCharsets.UTF_8),
                                headers.get("x-slack-signature"),
                                Sender.NOW.toEpochMilli());

        assertThat(judge).isEqualTo(good);
        assertThat(Sender.send(Platform.SLACK, body, headers) instanceof Received.Verified)
                .isEqualTo(good);
    }

    /**
     * Signed by tweetnacl 1.0.3 for Node.js, and checked by verifyKey of discord-interactions
     * 4.4.0.
     */
    @Test
    void agreesWithTheLibraryOfDiscord() {
        var request =
                new PlatformRequest(
                        Map.of(
                                "x-signature-timestamp",
                                "1772442000",
                                "x-signature-ed25519",
                                "204baab857e9057bc2444f60b7b6179f2dcc0ea1a8b1c6aef968a1c0f68934cc"
                                        + "4dceb79acbeef72ac288a111654e8381"
                                        + "ae0b51a39ded9de5b7ee36e6d1a4aa0d"),
                        Sender.golden("discord-ping.json"),
                        Sender.NOW);

        assertThat(new Discord().receive(request, Sender.key(Platform.DISCORD)))
                .isInstanceOf(Received.Verified.class);
    }

    /**
     * Test 3 of https://www.rfc-editor.org/rfc/rfc8032#section-7.1: the key of a good curve point.
     */
    @Test
    void refusesAKeyThatIsNoPointOfTheCurve() {
        assertThat(
                        new Discord()
                                .checkedKey(
                                        "fc51cd8e6218a1a38da47ed00230f058"
                                                + "0816ed13ba3303ac5deb911548908025"))
                .hasSize(64);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Discord().checkedKey("02" + "00".repeat(31)));
    }
}
