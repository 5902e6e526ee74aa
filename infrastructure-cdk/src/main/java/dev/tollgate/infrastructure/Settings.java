package dev.tollgate.infrastructure;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.constructs.Node;

/**
 * What whoever deploys decides, from the context: cdk.json, or {@code -c name=value}. See
 * docs/deploy.md.
 *
 * @param name what the names of all stacks, tables, queues and secrets start with
 * @param cache what counts: nodes, or ElastiCache Serverless
 * @param cacheNodeType of the nodes
 * @param natGateways 1, or 2 for a way out that outlives an availability zone
 * @param requestsPerSecond that the API lets through; twice as many at once
 * @param authorizerCacheSeconds how long API Gateway goes by what the authorizer said of a
 *     credential: a revoked one may be let through for so long; 0 to 3600
 * @param deliveriesAtOnce at most so many delivery functions run at once
 * @param reservesConcurrency whether functions that must not run often at once are held to that; an
 *     account needs a quota above 100 for it
 * @param alarmEmail who is told of alarms beside the {@code alarms} function
 * @param variables of the functions, see docs/configuration.md
 */
record Settings(
        String name,
        CacheKind cache,
        String cacheNodeType,
        int natGateways,
        int requestsPerSecond,
        int authorizerCacheSeconds,
        int deliveriesAtOnce,
        boolean reservesConcurrency,
        Optional<Domain> domain,
        Optional<String> alarmEmail,
        Map<String, String> variables) {
    enum CacheKind {
        NODES,
        SERVERLESS
    }

    /**
     * A domain of one's own for the API.
     *
     * @param name for example {@code gate.example.com}
     * @param certificateArn of a certificate of AWS Certificate Manager in the API's region
     */
    record Domain(String name, String certificateArn) {}

    Settings {
        if (!name.matches("[a-z][a-z0-9-]{0,19}")) {
            throw new IllegalArgumentException(
                    "context name is '" + name + "'; accepted: 1 to 20 of a-z 0-9 -");
        }
        if (natGateways < 1 || natGateways > NetworkStack.ZONES) {
            throw new IllegalArgumentException(
                    "context natGateways is " + natGateways + "; accepted: 1 or 2");
        }
        if (requestsPerSecond < 1 || deliveriesAtOnce < 2) {
            throw new IllegalArgumentException(
                    "context requestsPerSecond must be 1 or more, deliveriesAtOnce 2 or more");
        }
        if (authorizerCacheSeconds < 0 || authorizerCacheSeconds > 3600) {
            throw new IllegalArgumentException(
                    "context authorizerCacheSeconds is "
                            + authorizerCacheSeconds
                            + "; accepted: 0 to 3600");
        }
        variables = Map.copyOf(variables);
        Variables.requireKnown(variables.keySet());
    }

    static Settings of(Node context) {
        var given = new Given(context);
        return new Settings(
                given.text("name").orElse("tollgate"),
                given.text("cache").map(Settings::cacheKind).orElse(CacheKind.NODES),
                given.text("cacheNodeType").orElse("cache.t4g.small"),
                given.whole("natGateways", 1),
                given.whole("requestsPerSecond", 200),
                given.whole("authorizerCacheSeconds", 60),
                given.whole("deliveriesAtOnce", 20),
                given.text("reservesConcurrency").map(Boolean::parseBoolean).orElse(true),
                given.text("domainName")
                        .map(name ->
                                new Domain(
                                        name,
                                        given.text("certificateArn")
                                                .orElseThrow(() ->
                                                        new IllegalArgumentException(
                                                                "context domainName needs"
                                                                        + " certificateArn")))),
                given.text("alarmEmail"),
                given.texts("variables"));
    }

    /** What the names of the tables start with. */
    String tablePrefix() {
        return name.replace('-', '_') + "_";
    }

    /** What the names of the secrets start with. */
    String secretPrefix() {
        return name + "/";
    }

    /** Whether alarms may suspend agents whose budget is exhausted. */
    boolean suspendsAgents() {
        return "true".equals(variables.get("ALARM_SUSPENDS_EXHAUSTED_AGENTS"));
    }

    /** Whether tokens of other issuers are accepted, whose keys have to be fetched. */
    boolean trustsIssuers() {
        return variables.containsKey("OIDC_ISSUERS");
    }

    private static CacheKind cacheKind(String text) {
        return switch (text) {
            case "nodes" -> CacheKind.NODES;
            case "serverless" -> CacheKind.SERVERLESS;
            default ->
                    throw new IllegalArgumentException(
                            "context cache is '" + text + "'; accepted: nodes, serverless");
        };
    }

    private record Given(Node context) {
        Optional<String> text(String key) {
            return Optional.ofNullable(context.tryGetContext(key))
                    .map(Object::toString)
                    .filter(value -> !value.isBlank());
        }

        int whole(String key, int otherwise) {
            return text(key).map(value -> whole(key, value)).orElse(otherwise);
        }

        private static int whole(String key, String value) {
            try {
                return Integer.parseInt(value);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        "context " + key + " is '" + value + "'; accepted: a whole number", e);
            }
        }

        Map<String, String> texts(String key) {
            var all = new TreeMap<String, String>();
            if (context.tryGetContext(key) instanceof Map<?, ?> given) {
                given.forEach((name, value) -> all.put(name.toString(), value.toString()));
            }
            return all;
        }
    }
}
