package dev.tollgate.alarms;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.lambda.Environment;
import dev.tollgate.lambda.HomeOrganisation;
import dev.tollgate.redis.Redis;
import java.math.BigDecimal;
import java.net.URI;
import java.util.Arrays;
import java.util.List;

/**
 * The settings of this function.
 *
 * @param destinations {@code ALARM_DESTINATIONS}: the agents that alarms are told to
 * @param organisation whose agents those are
 * @param suspends {@code ALARM_SUSPENDS_EXHAUSTED_AGENTS}
 * @param exhausted {@code ALARM_EXHAUSTED_SHARE}: from this share of its own budget on, an agent is
 *     exhausted
 */
record Config(
        String tablePrefix,
        Redis redis,
        URI deliveryQueue,
        URI deadLetterQueue,
        List<AgentId> destinations,
        OrganisationId organisation,
        boolean suspends,
        BigDecimal exhausted) {
    Config {
        destinations = List.copyOf(destinations);
    }

    static Config of(Environment environment) {
        return new Config(
                environment.text("TABLE_PREFIX", "tollgate_"),
                Redis.from(environment::find),
                URI.create(environment.text("DELIVERY_QUEUE_URL")),
                URI.create(environment.text("DELIVERY_DLQ_URL")),
                environment.choice(
                        "ALARM_DESTINATIONS",
                        List.of(),
                        "ids of agents (agt_…), with commas between them",
                        Config::agents),
                HomeOrganisation.of(environment),
                environment.flag("ALARM_SUSPENDS_EXHAUSTED_AGENTS", false),
                environment.choice(
                        "ALARM_EXHAUSTED_SHARE",
                        new BigDecimal("0.95"),
                        "more than 0, at most 1",
                        Config::share));
    }

    /** The same with another destination, and without the right to suspend. */
    Config telling(OrganisationId other, AgentId destination) {
        return new Config(
                tablePrefix,
                redis,
                deliveryQueue,
                deadLetterQueue,
                List.of(destination),
                other,
                false,
                exhausted);
    }

    private static List<AgentId> agents(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(id -> !id.isEmpty())
                .map(AgentId::new)
                .distinct()
                .toList();
    }

    private static BigDecimal share(String text) {
        var share = new BigDecimal(text);
        if (share.signum() <= 0 || share.compareTo(BigDecimal.ONE) > 0) {
            throw new IllegalArgumentException(text);
        }
        return share;
    }
}
