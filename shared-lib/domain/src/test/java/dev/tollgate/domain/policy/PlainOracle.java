package dev.tollgate.domain.policy;

import dev.tollgate.domain.policy.condition.PolicyRequest;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The documented semantics once more, written to be read: on the JSON itself, without parser, index
 * or lattice. A condition is "yes", "no", "unknown" or "error".
 */
final class PlainOracle {
    private final CombiningAlgorithm algorithm;
    private final boolean failClosed;

    PlainOracle(CombiningAlgorithm algorithm, FailMode failMode) {
        this.algorithm = algorithm;
        this.failClosed = failMode == FailMode.CLOSED;
    }

    boolean allows(List<Map<String, Object>> policies, PolicyRequest request) {
        return allowsWith(
                policies.stream().filter(policy -> of(policy, "status").equals("active")).toList(),
                request);
    }

    /** The ids of the policies whose obligations come with an allow, in the order of evaluation. */
    List<String> obliging(List<Map<String, Object>> policies, PolicyRequest request) {
        List<String> obliging = new ArrayList<>();
        for (Map<String, Object> policy : inOrder(policies)) {
            String matched = matched(policy, request);
            boolean counts =
                    of(policy, "status").equals("active")
                            && of(policy, "effect").equals("allow")
                            && !matched.equals("no");
            if (counts && policy.containsKey("obligations")) {
                obliging.add((String) of(policy, "policy_id"));
            }
            if (counts
                    && matched.equals("yes")
                    && algorithm == CombiningAlgorithm.FIRST_APPLICABLE) {
                break;
            }
        }
        return obliging;
    }

    private boolean allowsWith(List<Map<String, Object>> policies, PolicyRequest request) {
        List<String> said = new ArrayList<>();
        for (Map<String, Object> policy : inOrder(policies)) {
            String matched = matched(policy, request);
            if (!matched.equals("no")) {
                said.add(of(policy, "effect") + " " + matched);
            }
        }
        boolean anyError = said.contains("allow error") || said.contains("deny error");
        boolean allowed = said.contains("allow yes");
        boolean denied = said.stream().anyMatch(one -> one.startsWith("deny"));
        return switch (algorithm) {
            case DENY_OVERRIDES -> allowed && !denied && !(failClosed && anyError);
            case ALLOW_OVERRIDES -> allowed && !(failClosed && anyError);
            case FIRST_APPLICABLE -> {
                said.removeIf(one -> one.equals("allow unknown"));
                said.removeIf(one -> !failClosed && one.equals("allow error"));
                yield !said.isEmpty() && said.getFirst().equals("allow yes");
            }
        };
    }

    private static List<Map<String, Object>> inOrder(List<Map<String, Object>> policies) {
        return policies.stream()
                .sorted(
                        Comparator.<Map<String, Object>, Integer>comparing(
                                        policy -> (Integer) of(policy, "priority"))
                                .thenComparing(policy -> (String) of(policy, "policy_id")))
                .toList();
    }

    private static String matched(Map<String, Object> policy, PolicyRequest request) {
        List<String> answers = new ArrayList<>();
        for (Object condition : (List<?>) of(policy, "conditions")) {
            String answer = answer((Map<?, ?>) condition, request);
            boolean negated = ((Map<?, ?>) condition).containsKey("negate");
            answers.add(
                    !negated
                            ? answer
                            : answer.equals("yes") ? "no" : answer.equals("no") ? "yes" : answer);
        }
        for (String worst : List.of("no", "error", "unknown")) {
            if (answers.contains(worst)) {
                return worst;
            }
        }
        return "yes";
    }

    private static String answer(Map<?, ?> condition, PolicyRequest request) {
        return switch ((String) of(condition, "type")) {
            case "environment" ->
                    listed(of(condition, "environments"), request.target().environment());
            case "provider" -> listed(of(condition, "providers"), request.target().provider());
            case "agent" -> listed(of(condition, "agents"), request.target().agentId());
            case "role" ->
                    yesNo(
                            !Collections.disjoint(
                                    (Collection<?>) of(condition, "roles"),
                                    request.caller().roles()));
            case "location" ->
                    request.origin()
                            .country()
                            .map(country -> listed(of(condition, "countries"), country))
                            .orElse("unknown");
            case "tags" ->
                    condition.containsKey("all")
                            ? yesNo(
                                    request.target()
                                            .tags()
                                            .containsAll((List<?>) of(condition, "all")))
                            : yesNo(
                                    !Collections.disjoint(
                                            (List<?>) of(condition, "any"),
                                            request.target().tags()));
            case "cost" ->
                    yesNo(
                            request.estimated()
                                            .toUsd()
                                            .compareTo(
                                                    BigDecimal.valueOf(
                                                            (Integer)
                                                                    of(
                                                                            condition,
                                                                            "estimated_above")))
                                    > 0);
            case "time_window" -> hours((Map<?, ?>) of(condition, "business_hours"), request);
            case "attribute" -> attribute(condition, request);
            default -> throw new AssertionError(condition);
        };
    }

    /**
     * Tries every whole hour back to the last start: was it a listed day, and has the window not
     * ended since?
     */
    private static String hours(Map<?, ?> hours, PolicyRequest request) {
        int start = hour(of(hours, "start_time"));
        int end = hour(of(hours, "end_time"));
        int length = end > start ? end - start : end + 24 - start;
        ZonedDateTime now = request.at().atZone(ZoneOffset.UTC);
        for (int back = 0; back < length; back++) {
            ZonedDateTime then = now.minusHours(back);
            String day = then.getDayOfWeek().name().toLowerCase(Locale.ROOT);
            if (then.getHour() == start) {
                return yesNo(((List<?>) of(hours, "days")).contains(day));
            }
        }
        return "no";
    }

    private static int hour(Object time) {
        return Integer.parseInt(((String) time).substring(0, 2));
    }

    private static String attribute(Map<?, ?> condition, PolicyRequest request) {
        Optional<Object> found =
                Optional.ofNullable(
                        ((Map<?, ?>) of(request.attributes(), "context")).get("amount"));
        if (found.isEmpty()) {
            return "unknown";
        }
        if (!(found.get() instanceof Integer amount)) {
            return "error";
        }
        int value = (Integer) of(condition, "value");
        return switch ((String) of(condition, "op")) {
            case "lt" -> yesNo(amount < value);
            case "gt" -> yesNo(amount > value);
            case "eq" -> yesNo(amount == value);
            case "ne" -> yesNo(amount != value);
            default -> throw new AssertionError(condition);
        };
    }

    private static Object of(Map<?, ?> object, String field) {
        return Objects.requireNonNull(object.get(field), field);
    }

    private static String listed(Object names, String name) {
        return yesNo(((List<?>) names).contains(name));
    }

    private static String yesNo(boolean holds) {
        return holds ? "yes" : "no";
    }
}
