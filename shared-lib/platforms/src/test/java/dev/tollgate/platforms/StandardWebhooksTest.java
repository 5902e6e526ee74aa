package dev.tollgate.platforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import dev.tollgate.domain.outbound.SigningSecret;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The judge is the library that the makers of the standard publish for receivers. */
final class StandardWebhooksTest {
    private static final String BODY = "{\"input\":\"Grüße 👋\"}";

    private final SplittableRandom random = new SplittableRandom(7);
    private final SigningSecret old = SigningSecret.mint(random);
    private final SigningSecret fresh = SigningSecret.mint(random);

    @Test
    void signsSoThatTheReferenceLibraryVerifies() throws Exception {
        var headers = StandardWebhooks.headers("inv_1", Instant.now(), BODY, List.of(fresh));

        verify(fresh, BODY, headers);

        assertThat(headers).containsEntry("webhook-id", "inv_1");
    }

    @Test
    void signsWithTheNewestFirstAndForWhoeverHasEither() throws Exception {
        var headers = StandardWebhooks.headers("inv_1", Instant.now(), BODY, List.of(fresh, old));

        verify(fresh, BODY, headers);
        verify(old, BODY, headers);

        assertThat(headers.get("webhook-signature"))
                .startsWith(
                        StandardWebhooks.headers(
                                        "inv_1",
                                        Instant.ofEpochSecond(
                                                Long.parseLong(
                                                        headers.getOrDefault(
                                                                "webhook-timestamp", ""))),
                                        BODY,
                                        List.of(fresh))
                                .get("webhook-signature"));
    }

    @Test
    void isRefusedOnceAnythingSignedIsChanged() {
        var headers = StandardWebhooks.headers("inv_1", Instant.now(), BODY, List.of(fresh));

        assertRefused(fresh, BODY + " ", headers);
        assertRefused(old, BODY, headers);
        assertRefused(fresh, BODY, with(headers, "webhook-id", "inv_2"));
        assertRefused(
                fresh,
                BODY,
                with(
                        headers,
                        "webhook-timestamp",
                        Long.toString(Instant.now().getEpochSecond() + 1)));
        assertRefused(
                fresh,
                BODY,
                StandardWebhooks.headers(
                        "inv_1", Instant.now().minusSeconds(400), BODY, List.of(fresh)));
    }

    @Test
    void takesKeysOfEveryAllowedLength() {
        for (int length : new int[] {24, 25, 32, 64}) {
            var key = new byte[length];
            random.nextBytes(key);
            var secret = new SigningSecret("whsec_" + Base64.getEncoder().encodeToString(key));
            var headers = StandardWebhooks.headers("inv_1", Instant.now(), BODY, List.of(secret));

            assertThatCode(() -> verify(secret, BODY, headers)).doesNotThrowAnyException();
        }
    }

    @Test
    void hasNoHeadersWithoutASecretAndNoIdThatCouldMoveIntoTheTimestamp() {
        assertThat(StandardWebhooks.headers("inv_1", Instant.now(), BODY, List.of())).isEmpty();
        assertThatThrownBy(
                        () -> StandardWebhooks.headers("a.1", Instant.now(), BODY, List.of(fresh)))
                .hasMessageContaining("full stop");
    }

    private static void assertRefused(
            SigningSecret secret, String body, Map<String, String> headers) {
        assertThatThrownBy(() -> verify(secret, body, headers))
                .isInstanceOf(WebhookVerificationException.class);
    }

    private static Map<String, String> with(Map<String, String> headers, String name, String to) {
        var changed = new HashMap<>(headers);
        changed.put(name, to);
        return changed;
    }

    private static void verify(SigningSecret secret, String body, Map<String, String> headers)
            throws WebhookVerificationException {
        new Webhook(secret.text())
                .verify(
                        body,
                        headers.entrySet().stream()
                                .collect(
                                        Collectors.toMap(
                                                Map.Entry::getKey,
                                                each -> List.of(each.getValue()))));
    }
}
