package dev.tollgate.platforms;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.domain.outbound.Execution;
import dev.tollgate.domain.outbound.OutboundAuth;
import dev.tollgate.domain.outbound.OutboundCall.Method;
import dev.tollgate.domain.outbound.WebhookUrls;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The way into Direct Line. An agent has either a Direct Line secret, as a bearer token, or as its
 * {@code webhook_url} the token endpoint that Copilot Studio shows (<a
 * href="https://learn.microsoft.com/en-us/microsoft-copilot-studio/publication-connect-bot-to-custom-application">custom
 * applications</a>), which gives {@code {token, conversationId, expires_in}} to a GET.
 */
final class DirectLineAccess {
    private static final String PATH = "/v3/directline";

    /** Nobody else is given a token. */
    private static final Pattern HOST =
            Pattern.compile(
                    "([a-z0-9-]+\\.)*directline\\.botframework\\.(com|azure\\.us|azure\\.cn)");

    private final Consignment consignment;
    private final Requests requests;
    private final PlatformAddresses addresses;

    DirectLineAccess(Consignment consignment, Requests requests, PlatformAddresses addresses) {
        this.consignment = consignment;
        this.requests = requests;
        this.addresses = addresses;
    }

    sealed interface Opened {
        /**
         * Conversations can be had.
         *
         * @param base ends with {@code /v3/directline}
         * @param isSecret whether it opens every conversation of the bot, so that a later attempt
         *     finds this one again
         */
        record Open(String base, OutboundAuth auth, boolean isSecret) implements Opened {}

        record Refused(Execution why) implements Opened {}
    }

    Opened open() {
        var url = consignment.secret().webhookUrl();
        var auth = consignment.secret().auth();
        if (url.isPresent() && !url.get().getPath().startsWith(PATH)) {
            return byToken(url.get(), auth);
        }
        if (auth instanceof OutboundAuth.None) {
            return new Opened.Refused(
                    new Execution.Blocked(
                            "The agent has no Direct Line secret (bearer_token) and no token"
                                    + " endpoint (webhook_url)."));
        }
        var base = url.map(it -> it.resolve(PATH).toString());
        return new Opened.Open(base.orElse(addresses.directLine().toString()), auth, true);
    }

    private Opened byToken(URI endpoint, OutboundAuth auth) {
        var execution = requests.send(Method.GET, endpoint, auth, Map.of(), "");
        if (!(execution instanceof Execution.Answered answered)) {
            return new Opened.Refused(execution);
        }
        return token(Parsed.json(answered.body()))
                .<Opened>map(token -> new Opened.Open(base(endpoint), token, false))
                .orElseGet(() ->
                        new Opened.Refused(
                                new Execution.Broken("The token endpoint gave no token.")));
    }

    /** Empty if there is none that could be sent. */
    static Optional<OutboundAuth> token(JsonNode answer) {
        try {
            return Optional.of(new OutboundAuth.BearerToken(answer.path("token").asText()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * A regional bot is asked in its region. Its environment says where that is, as in the sample
     * of <a
     * href="https://learn.microsoft.com/en-us/microsoft-copilot-studio/customize-default-canvas">customizing
     * the canvas</a>; if it does not, the usual address is tried.
     */
    private String base(URI endpoint) {
        var query = Optional.ofNullable(endpoint.getRawQuery()).map(it -> "?" + it).orElse("");
        var settings = endpoint.resolve("/powervirtualagents/regionalchannelsettings" + query);
        return requests.send(Method.GET, settings, new OutboundAuth.None(), Map.of(), "")
                        instanceof Execution.Answered answered
                ? regional(Parsed.json(answered.body()).at("/channelUrlsById/directline").asText())
                        .orElse(addresses.directLine().toString())
                : addresses.directLine().toString();
    }

    private static Optional<String> regional(String text) {
        try {
            var url = URI.create(text);
            var host = Optional.ofNullable(url.getHost()).orElse("");
            return HOST.matcher(host).matches() || host.equals(WebhookUrls.LOOPBACK_HOST)
                    ? Optional.of(url.resolve(PATH).toString())
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
