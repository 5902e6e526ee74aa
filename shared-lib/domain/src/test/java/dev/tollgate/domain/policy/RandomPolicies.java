package dev.tollgate.domain.policy;

import dev.tollgate.domain.Money;
import dev.tollgate.domain.policy.condition.Origin;
import dev.tollgate.domain.policy.condition.PolicyRequest;
import dev.tollgate.domain.policy.condition.PolicyRequest.Caller;
import dev.tollgate.domain.policy.condition.PolicyRequest.Target;
import dev.tollgate.domain.policy.json.PolicyJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Policies as JSON trees, and requests, over so few names that they often meet. */
final class RandomPolicies {
    private static final List<String> ENVIRONMENTS =
            List.of("production", "staging", "development");
    private static final List<String> PROVIDERS = List.of("slack", "teams", "notion");
    private static final List<String> AGENTS = List.of("agt_1", "agt_2");
    private static final List<String> COUNTRIES = List.of("US", "DE", "FR");
    private static final List<String> NAMES = List.of("x", "y", "z");
    private static final List<String> DAYS =
            List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    private final RandomGenerator random;

    RandomPolicies(RandomGenerator random) {
        this.random = random;
    }

    List<Map<String, Object>> policies() {
        return IntStream.range(0, random.nextInt(9)).mapToObj(this::policy).toList();
    }

    private Map<String, Object> policy(int number) {
        List<Map<String, Object>> conditions = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            conditions.add(condition());
        }
        Map<String, Object> policy = new HashMap<>();
        policy.put("policy_id", "p" + number);
        policy.put("effect", one(List.of("allow", "deny")));
        policy.put("priority", random.nextInt(4));
        policy.put("status", one(List.of("active", "active", "active", "shadow", "inactive")));
        policy.put("conditions", conditions);
        // Not from the same chance as the rest: what the policies decide does not depend on it.
        if (policy.get("effect").equals("allow") && number % 2 == 0) {
            policy.put(
                    "obligations",
                    List.of(Map.of("type", "require_approval", "quorum", number + 1)));
        }
        return policy;
    }

    private Map<String, Object> condition() {
        Map<String, Object> condition = new HashMap<>();
        switch (random.nextInt(9)) {
            case 0 -> listed(condition, "environment", ENVIRONMENTS);
            case 1 -> listed(condition, "provider", PROVIDERS);
            case 2 -> listed(condition, "agent", AGENTS);
            case 3 -> listed(condition, "role", NAMES);
            case 4 -> {
                condition.put("type", "location");
                condition.put("countries", some(COUNTRIES));
            }
            case 5 -> {
                condition.put("type", "tags");
                condition.put(one(List.of("any", "all")), some(NAMES));
            }
            case 6 -> {
                condition.put("type", "cost");
                condition.put("estimated_above", random.nextInt(3));
            }
            case 7 -> {
                condition.put("type", "time_window");
                condition.put("business_hours", hours());
            }
            default -> {
                condition.put("type", "attribute");
                condition.put("field", "context.amount");
                condition.put("op", one(List.of("lt", "gt", "eq", "ne")));
                condition.put("value", random.nextInt(3));
            }
        }
        if (random.nextInt(4) == 0) {
            condition.put("negate", true);
        }
        return condition;
    }

    private void listed(Map<String, Object> condition, String type, List<String> names) {
        condition.put("type", type);
        condition.put(type + "s", some(names));
    }

    private Map<String, Object> hours() {
        int start = random.nextInt(24);
        int end = (start + 1 + random.nextInt(23)) % 24;
        return Map.of(
                "days",
                some(DAYS),
                "start_time",
                "%02d:00".formatted(start),
                "end_time",
                end == 0 ? "24:00" : "%02d:00".formatted(end),
                "timezone",
                "UTC");
    }

    PolicyRequest request() {
        Map<String, Object> context = new HashMap<>();
        switch (random.nextInt(6)) {
            case 0 -> context.put("other", 1);
            case 1 -> context.put("amount", "much");
            default -> context.put("amount", random.nextInt(4));
        }
        return new PolicyRequest(
                new Target(one(AGENTS), one(PROVIDERS), one(ENVIRONMENTS), Set.copyOf(some(NAMES))),
                new Caller("key_1", Optional.empty(), Set.copyOf(some(NAMES)), Set.of()),
                new Origin(
                        random.nextInt(3) == 0 ? Optional.empty() : Optional.of(one(COUNTRIES)),
                        Optional.empty()),
                new Money(random.nextInt(4) * 1_000_000L),
                START.plusSeconds(random.nextInt(14 * 24 * 3600)),
                Map.of("context", context));
    }

    static List<Policy> read(List<Map<String, Object>> trees) {
        return trees.stream().map(PolicyJson::parse).toList();
    }

    private <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private List<String> some(List<String> names) {
        Set<String> some = new HashSet<>();
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            some.add(one(names));
        }
        return List.copyOf(some);
    }
}
