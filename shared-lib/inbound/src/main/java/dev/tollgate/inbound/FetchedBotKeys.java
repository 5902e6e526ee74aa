package dev.tollgate.inbound;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.jwk.RSAKey;
import dev.tollgate.domain.outbound.AgentSecret;
import dev.tollgate.domain.outbound.Destinations;
import dev.tollgate.domain.outbound.Execution;
import dev.tollgate.domain.outbound.OutboundAuth;
import dev.tollgate.domain.outbound.OutboundCall;
import dev.tollgate.domain.outbound.OutboundCall.Method;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys that the Bot Connector publishes: the <a
 * href="https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication#connector-to-bot">OpenID
 * metadata document</a> names where they are. They are asked for when the first is needed, again
 * after half a day, and again for a key that is not among them, since keys are changed at any time;
 * but never twice within a minute, whatever ids are made up. What was fetched more than a day ago
 * is not believed any more, as Microsoft asks for.
 */
public final class FetchedBotKeys implements BotKeys {
    private static final Logger LOG = LoggerFactory.getLogger(FetchedBotKeys.class);
    private static final Duration FRESH = Duration.ofHours(12);
    private static final Duration BELIEVED = Duration.ofHours(24);
    private static final Duration APART = Duration.ofMinutes(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final int MOST_KEYS = 100;
    private static final int FEWEST_BITS = 2048;

    private final Destinations destinations;
    private final URI metadata;
    private final InstantSource clock;
    private Map<String, Key> keys = Map.of();
    private Instant fetched = Instant.EPOCH;
    private Instant asked = Instant.EPOCH;

    /**
     * @param metadata of the OpenID metadata document
     */
    public FetchedBotKeys(Destinations destinations, URI metadata, InstantSource clock) {
        this.destinations = destinations;
        this.metadata = metadata;
        this.clock = clock;
    }

    /** One at a time: whoever comes while they are fetched waits for them. */
    @Override
    public synchronized Optional<Key> find(String id) {
        var now = clock.instant();
        if ((isOlder(fetched, FRESH, now) || !keys.containsKey(id)) && isOlder(asked, APART, now)) {
            asked = now;
            fetch(now);
        }
        return isOlder(fetched, BELIEVED, now)
                ? Optional.empty()
                : Optional.ofNullable(keys.get(id));
    }

    private static boolean isOlder(Instant at, Duration age, Instant now) {
        return !now.isBefore(at.plus(age));
    }

    private void fetch(Instant now) {
        try {
            var document = get(metadata);
            keys = read(get(URI.create(document.required("/jwks_uri"))));
            fetched = now;
        } catch (Unread | IllegalArgumentException e) {
            LOG.error("the keys of the Bot Connector cannot be had: {}", e.getMessage());
        }
    }

    private Payload get(URI url) {
        var call =
                new OutboundCall(
                        Method.GET,
                        Optional.empty(),
                        "bot-keys",
                        new AgentSecret(1, Optional.of(url), new OutboundAuth.None()),
                        "",
                        Map.of(),
                        TIMEOUT,
                        Optional.empty());
        var execution = destinations.execute(call);
        if (execution instanceof Execution.Answered answered) {
            return Payload.parse(answered.body(), url.toString());
        }
        throw new Unread(url.toString(), "gave " + execution);
    }

    /** Those of another kind, and those too weak, are passed over. */
    private static Map<String, Key> read(Payload document) {
        var read = new HashMap<String, Key>();
        for (var entry : document.at("/keys")) {
            if (read.size() < MOST_KEYS && "RSA".equals(entry.path("kty").asText())) {
                try {
                    var key = RSAKey.parse(entry.toString());
                    if (key.getKeyID() != null && key.size() >= FEWEST_BITS) {
                        read.put(
                                key.getKeyID(),
                                new Key(key.toPublicJWK(), texts(entry.path("endorsements"))));
                    }
                } catch (ParseException e) {
                    LOG.warn("a key of the Bot Connector makes no sense: {}", e.getMessage());
                }
            }
        }
        return Map.copyOf(read);
    }

    private static Set<String> texts(JsonNode list) {
        var texts = new HashSet<String>();
        list.forEach(each -> texts.add(each.asText()));
        return texts;
    }
}
