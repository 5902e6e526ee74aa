package dev.tollgate.outbound;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tollgate.domain.outbound.Execution.Blocked;
import dev.tollgate.domain.outbound.Execution.NoToken;
import dev.tollgate.domain.outbound.OutboundAuth.OAuth2;
import dev.tollgate.domain.outbound.OutboundCall.Method;
import dev.tollgate.domain.outbound.WebhookUrls;
import dev.tollgate.outbound.Exchange.Late;
import dev.tollgate.outbound.Exchange.Lost;
import dev.tollgate.outbound.Exchange.NotSent;
import dev.tollgate.outbound.Exchange.Oversized;
import dev.tollgate.outbound.Exchange.Refused;
import dev.tollgate.outbound.Exchange.Reply;
import dev.tollgate.outbound.TokenAnswer.Nothing;
import dev.tollgate.outbound.TokenAnswer.Token;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Asks for a token with client credentials (<a
 * href="https://www.rfc-editor.org/rfc/rfc6749#section-4.4.2">RFC 6749 §4.4.2</a>), showing the
 * client's own in the Basic form that every server must take (§2.3.1).
 */
final class TokenEndpoint {
    private static final Pattern TOKEN = Pattern.compile("[!-~]{1,8000}");
    private static final Pattern ERROR_CODE = Pattern.compile("[a-z_]{1,40}");
    private static final Duration SKEW = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofDays(1);

    /** A server that does not say how long is trusted for this. */
    private static final Duration UNSAID = Duration.ofMinutes(1);

    private final Transport transport;
    private final WebhookUrls rules;
    private final InstantSource clock;
    private final JsonMapper json = new JsonMapper();

    TokenEndpoint(Transport transport, WebhookUrls rules, InstantSource clock) {
        this.transport = transport;
        this.rules = rules;
        this.clock = clock;
    }

    TokenAnswer fetch(OAuth2 client, Deadline deadline) {
        return switch (rules.check(client.tokenUrl().toString())) {
            case WebhookUrls.Verdict.Refused refused ->
                    new Nothing(new Blocked("token_url: " + refused.reason()));
            case WebhookUrls.Verdict.Ok ok -> {
                var asked = clock.instant();
                yield judged(transport.send(request(client), deadline), asked);
            }
        };
    }

    private static Outgoing request(OAuth2 client) {
        var form = new LinkedHashMap<String, String>();
        form.put("grant_type", "client_credentials");
        client.scope().ifPresent(it -> form.put("scope", it));
        client.audience().ifPresent(it -> form.put("audience", it));
        var pair = Credentials.basic(encoded(client.clientId()), encoded(client.clientSecret()));
        return new Outgoing(
                Method.POST,
                client.tokenUrl(),
                Map.of(
                        "Authorization",
                        "Basic " + pair,
                        "Accept",
                        "application/json",
                        "Accept-Encoding",
                        "identity",
                        "User-Agent",
                        HttpDestinations.USER_AGENT),
                "application/x-www-form-urlencoded",
                form.entrySet().stream()
                        .map(it -> it.getKey() + "=" + encoded(it.getValue()))
                        .collect(Collectors.joining("&")),
                Digests.of(pair));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private TokenAnswer judged(Exchange exchange, Instant asked) {
        return switch (exchange) {
            case Reply reply when reply.successful() && reply.whole() -> granted(reply, asked);
            case Reply reply -> refused(reply);
            case NotSent notSent -> nothing(notSent.reason(), true);
            case Refused refused -> new Nothing(new Blocked("token_url: " + refused.reason()));
            case Late() -> nothing("It did not answer in time.", true);
            case Lost lost -> nothing(lost.reason(), true);
            case Oversized oversized -> nothing(oversized.reason(), false);
        };
    }

    private TokenAnswer granted(Reply reply, Instant asked) {
        var body = tree(reply.body());
        var token = body.path("access_token").asText("");
        var bearer = "bearer".equalsIgnoreCase(body.path("token_type").asText("bearer"));
        if (!bearer || !TOKEN.matcher(token).matches()) {
            return nothing("Its answer holds no bearer token.", false);
        }
        return new Token(token, asked.plus(usable(body.path("expires_in").asLong(0))));
    }

    /** Some servers write the number as a string; one they do not write is {@link #UNSAID}. */
    private static Duration usable(long seconds) {
        var life =
                seconds < 1 ? UNSAID : Duration.ofSeconds(Math.min(seconds, LONGEST.toSeconds()));
        var half = life.dividedBy(2);
        return life.minus(half.compareTo(SKEW) < 0 ? half : SKEW);
    }

    private TokenAnswer refused(Reply reply) {
        var code = tree(reply.body()).path("error").asText("");
        var said = ERROR_CODE.matcher(code).matches() ? " (" + code + ")" : "";
        var later = reply.status() >= 500 || reply.status() == 429 || reply.status() == 408;
        return nothing("It answered " + reply.status() + said + ".", later);
    }

    private JsonNode tree(String body) {
        try {
            return json.readTree(body);
        } catch (JsonProcessingException notJson) {
            return json.missingNode();
        }
    }

    private static TokenAnswer nothing(String reason, boolean retriable) {
        return new Nothing(new NoToken("The token endpoint gave no token. " + reason, retriable));
    }
}
