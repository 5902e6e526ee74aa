package dev.tollgate.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tollgate.domain.agent.Platform;
import dev.tollgate.inbound.Received.Forged;
import dev.tollgate.inbound.Received.Verified;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What no platform sent. */
final class ForgedTest {
    private static final byte[] BODY = Sender.golden("teams-message.json");

    static Stream<Arguments> signatures() {
        return Stream.of(
                Arguments.of(Platform.SLACK, "x-slack-signature"),
                Arguments.of(Platform.SLACK, "x-slack-request-timestamp"),
                Arguments.of(Platform.DISCORD, "x-signature-ed25519"),
                Arguments.of(Platform.DISCORD, "x-signature-timestamp"),
                Arguments.of(Platform.TELEGRAM, "x-telegram-bot-api-secret-token"),
                Arguments.of(Platform.TEAMS, "authorization"));
    }

    private static Map<String, String> headers(Platform platform) {
        return Sender.headers(platform, BODY, Sender.NOW);
    }

    private static String header(Map<String, String> headers, String name) {
        return Optional.ofNullable(headers.get(name)).orElseThrow();
    }

    @ParameterizedTest
    @EnumSource(names = {"SLACK", "DISCORD", "TELEGRAM", "TEAMS"})
    void acceptsWhatIsSigned(Platform platform) {
        assertThat(Sender.send(platform, BODY)).isInstanceOf(Verified.class);
    }

    @ParameterizedTest
    @MethodSource("signatures")
    void refusesWhatLacksAHeader(Platform platform, String header) {
        var received = Sender.send(platform, BODY, Sender.without(headers(platform), header));

        assertThat(received).isEqualTo(new Forged(Forgery.UNSIGNED));
    }

    @ParameterizedTest
    @MethodSource("signatures")
    void refusesAHeaderThatCameTwice(Platform platform, String header) {
        var headers = headers(platform);
        var value = header(headers, header);

        for (var joined : new String[] {value + "," + value, value + ", " + value}) {
            assertThat(Sender.send(platform, BODY, Sender.with(headers, header, joined)))
                    .isInstanceOf(Forged.class);
        }
    }

    @ParameterizedTest
    @MethodSource("signatures")
    void refusesOddHeaders(Platform platform, String header) {
        var headers = headers(platform);
        var value = header(headers, header);

        for (var odd :
                new String[] {
                    "",
                    " ",
                    "-",
                    "\u0000",
                    "v0=",
                    "HMAC ",
                    "NaN",
                    "-1",
                    "99999999999999999999",
                    value + "0",
                    value.substring(1),
                    value.substring(0, value.length() - 1),
                    " " + value,
                    value + "\n",
                    "é" + value,
                    "x".repeat(100_000)
                }) {
            assertThat(Sender.send(platform, BODY, Sender.with(headers, header, odd)))
                    .as("'%s'", odd.length() > 300 ? "a long one" : odd)
                    .isInstanceOf(Forged.class);
        }
    }

    /** Else the same request would come twice under two replay keys. */
    @Test
    void refusesSignaturesInUpperCase() {
        for (var platform : new Platform[] {Platform.SLACK, Platform.DISCORD}) {
            var header = platform == Platform.SLACK ? "x-slack-signature" : "x-signature-ed25519";
            var headers = headers(platform);
            var shouted = header(headers, header).toUpperCase(Locale.ROOT).replace("V0=", "v0=");

            assertThat(Sender.send(platform, BODY, Sender.with(headers, header, shouted)))
                    .isEqualTo(new Forged(Forgery.MALFORMED_SIGNATURE));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SLACK, -300, true", "SLACK, -301, false", "SLACK, 300, true", "SLACK, 301, false",
        "DISCORD, -300, true", "DISCORD, -301, false", "DISCORD, 300, true", "DISCORD, 301, false"
    })
    void refusesWhatWasSignedLongAgoOrInTheFuture(Platform platform, int seconds, boolean good) {
        var at = Sender.NOW.plusSeconds(seconds);
        var received = Sender.send(platform, BODY, Sender.headers(platform, BODY, at));

        if (good) {
            assertThat(received).isInstanceOf(Verified.class);
        } else {
            assertThat(received).isEqualTo(new Forged(Forgery.STALE));
        }
    }

    @Test
    void takesTheTimeOfATeamsMessageFromItsSignedBody() {
        var late = Sender.NOW.plus(Duration.ofMinutes(6));
        var request = new PlatformRequest(headers(Platform.TEAMS), BODY, late);

        assertThat(new Teams().receive(request, Sender.TEAMS_TOKEN))
                .isEqualTo(new Forged(Forgery.STALE));
    }

    @Test
    void refusesWhatAnotherKeySigned() {
        var others =
                Map.of(
                        Platform.SLACK,
                        "0".repeat(32),
                        Platform.DISCORD,
                        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
                        Platform.TELEGRAM,
                        "another-secret_token",
                        Platform.TEAMS,
                        "A".repeat(43) + "=");
        others.forEach((platform, key) -> {
            var request = new PlatformRequest(headers(platform), BODY, Sender.NOW);

            assertThat(Sender.platform(platform).receive(request, key))
                    .isEqualTo(new Forged(Forgery.WRONG_SIGNATURE));
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"SLACK", "DISCORD", "TEAMS"})
    void refusesABodyThatWasCutOrGrown(Platform platform) {
        var headers = headers(platform);
        for (int length : new int[] {0, 1, BODY.length - 1, BODY.length + 1}) {
            var other = Arrays.copyOf(BODY, length);

            assertThat(Sender.send(platform, other, headers))
                    .isEqualTo(new Forged(Forgery.WRONG_SIGNATURE));
        }
    }

    /** Telegram signs no body, so there only its token counts. */
    @ParameterizedTest
    @EnumSource(names = {"SLACK", "DISCORD", "TEAMS"})
    void refusesEveryChangeOfASingleBit(Platform platform) {
        var random = new Random(4);
        var headers = headers(platform);
        for (int at = 0; at < BODY.length; at++) {
            var other = BODY.clone();
            other[at] ^= (byte) (1 << random.nextInt(8));

            assertThat(Sender.send(platform, other, headers))
                    .as("bit of byte %s", at)
                    .isEqualTo(new Forged(Forgery.WRONG_SIGNATURE));
        }
    }

    @ParameterizedTest
    @MethodSource("signatures")
    void refusesEveryChangeOfASingleBitOfAHeader(Platform platform, String header) {
        var headers = headers(platform);
        var value = header(headers, header).getBytes(StandardCharsets.ISO_8859_1);
        for (int bit = 0; bit < value.length * 8; bit++) {
            var other = value.clone();
            other[bit / 8] ^= (byte) (1 << bit % 8);
            var changed = new String(other, StandardCharsets.ISO_8859_1);

            assertThat(Sender.send(platform, BODY, Sender.with(headers, header, changed)))
                    .as(changed)
                    .isInstanceOf(Forged.class);
        }
    }

    @Test
    void looksAtNoBodyAboveTheCap() {
        var most = new byte[PlatformRequest.LARGEST];

        assertThat(Sender.send(Platform.SLACK, most)).isInstanceOf(Verified.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new PlatformRequest(
                                Map.of(), new byte[PlatformRequest.LARGEST + 1], Sender.NOW));
    }

    @Test
    void tellsARepetitionFromThePlatformsOwnSecondTry() {
        for (var platform : new Platform[] {Platform.SLACK, Platform.DISCORD}) {
            var first = Sender.send(platform, BODY);
            var again = Sender.send(platform, BODY);
            var retried =
                    Sender.send(
                            platform,
                            BODY,
                            Sender.headers(platform, BODY, Sender.NOW.plusSeconds(1)));

            assertThat(again).isEqualTo(first);
            assertThat(((Verified) first).replayKey())
                    .hasValueSatisfying(key -> assertThat(key).hasSize(64));
            assertThat(((Verified) retried).replayKey())
                    .isNotEqualTo(((Verified) first).replayKey());
        }
    }
}
