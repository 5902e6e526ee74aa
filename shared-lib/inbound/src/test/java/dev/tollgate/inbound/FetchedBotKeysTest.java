package dev.tollgate.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.outbound.DeclaredCost;
import dev.tollgate.domain.outbound.Execution;
import dev.tollgate.domain.outbound.OutboundCall;
import dev.tollgate.testing.ScriptedDestinations;
import dev.tollgate.testing.SetClock;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FetchedBotKeysTest {
    private static final URI METADATA = URI.create("https://login.example/openidconfiguration");
    private static final String DOCUMENT = "{\"jwks_uri\":\"https://login.example/keys\"}";

    private final SetClock clock = new SetClock(Sender.NOW);
    private final ScriptedDestinations microsoft = ScriptedDestinations.answering(this::answer);
    private final FetchedBotKeys keys = new FetchedBotKeys(microsoft, METADATA, clock);
    private String published = published(Connector.KEY_ID);
    private boolean down;

    private Execution answer(OutboundCall call) {
        if (down) {
            return new Execution.Unreachable("It is down.");
        }
        return new Execution.Answered(
                200,
                call.url().equals(METADATA) ? DOCUMENT : published,
                "application/json",
                Map.of(),
                new DeclaredCost.Absent("free"),
                Duration.ZERO);
    }

    /** As Microsoft publishes it, with what is not in the standard. */
    private static String published(String id) {
        var key = Connector.KEY.toPublicJWK().toJSONString();
        return "{\"keys\":[{\"kty\":\"EC\",\"kid\":\"ec\"},"
                + key.replace(Connector.KEY_ID, id)
                        .replaceFirst("\\{", "{\"endorsements\":[\"msteams\"],")
                + "]}";
    }

    @Test
    void findsAKeyWithTheChannelsThatItSpeaksFor() {
        assertThat(keys.find(Connector.KEY_ID))
                .contains(new BotKeys.Key(Connector.KEY.toPublicJWK(), Set.of("msteams")));
        assertThat(microsoft.calls())
                .extracting(OutboundCall::url)
                .containsExactly(METADATA, URI.create("https://login.example/keys"));
    }

    @Test
    void asksOnceForManyTokens() {
        for (int i = 0; i < 1000; i++) {
            assertThat(keys.find(Connector.KEY_ID)).isPresent();
            clock.pass(Duration.ofSeconds(40));
        }

        assertThat(microsoft.calls()).hasSize(2);
    }

    @Test
    void asksAgainForAKeyThatIsNewButNotForEachThatIsMadeUp() {
        assertThat(keys.find(Connector.KEY_ID)).isPresent();
        published = published("connector-2");
        for (int i = 0; i < 100; i++) {
            assertThat(keys.find("made-up-" + i)).isEmpty();
        }
        assertThat(microsoft.calls()).hasSize(2);
        clock.pass(Duration.ofMinutes(1));

        assertThat(keys.find("connector-2")).isPresent();
        assertThat(keys.find(Connector.KEY_ID)).isEmpty();
        assertThat(microsoft.calls()).hasSize(4);
    }

    @Test
    void believesWhatItHasForADayWhileNoneCanBeHad() {
        assertThat(keys.find(Connector.KEY_ID)).isPresent();
        down = true;
        clock.pass(Duration.ofHours(23));
        assertThat(keys.find(Connector.KEY_ID)).isPresent();
        clock.pass(Duration.ofHours(1));

        assertThat(keys.find(Connector.KEY_ID)).isEmpty();

        down = false;
        clock.pass(Duration.ofMinutes(1));
        assertThat(keys.find(Connector.KEY_ID)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"keys\":1}",
                "{\"keys\":[1,{\"kty\":\"RSA\",\"kid\":\"connector-1\"}]}",
                "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"connector-1\",\"n\":\"AQAB\",\"e\":\"AQAB\"}]}"
            })
    void findsNothingInWhatMakesNoSense(String document) {
        published = document;

        assertThat(keys.find(Connector.KEY_ID)).isEmpty();
    }
}
