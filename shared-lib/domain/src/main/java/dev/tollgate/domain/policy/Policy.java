package dev.tollgate.domain.policy;

import dev.tollgate.domain.policy.condition.Condition;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One rule of access. All conditions have to hold for it to match; a policy without any matches
 * every request.
 *
 * @param policyId chosen by the customer, unique in the organisation
 * @param priority 0 to 1 000 000, the lowest number first; {@link #DEFAULT_PRIORITY} leaves room
 *     ahead of it, so that a policy with a small number of its own comes before those that name
 *     none
 * @param obligations of requests that it allows; a policy that denies has none
 * @param version counts the changes to the policy, from 1
 */
public record Policy(
        String policyId,
        String name,
        String description,
        Effect effect,
        int priority,
        PolicyStatus status,
        List<Condition> conditions,
        List<Obligation> obligations,
        int version) {
    public static final int LONGEST_NAME = 256;
    public static final int LONGEST_DESCRIPTION = 2048;
    public static final int DEFAULT_PRIORITY = 100;
    public static final int MAX_PRIORITY = 1_000_000;
    public static final int MAX_CONDITIONS = 32;
    public static final int MAX_OBLIGATIONS = 4;

    /** What an id looks like. */
    public static final String ID_PATTERN = "[A-Za-z0-9][A-Za-z0-9_.-]{0,127}";

    private static final Pattern ID = Pattern.compile(ID_PATTERN);

    public Policy {
        requireId(policyId);
        if (priority < 0 || priority > MAX_PRIORITY) {
            throw new IllegalArgumentException(
                    "not a priority: " + priority + "; accepted: 0 to " + MAX_PRIORITY);
        }
        conditions = List.copyOf(conditions);
        if (conditions.size() > MAX_CONDITIONS) {
            throw new IllegalArgumentException(
                    conditions.size() + " conditions; accepted: at most " + MAX_CONDITIONS);
        }
        obligations = List.copyOf(obligations);
        if (obligations.size() > MAX_OBLIGATIONS) {
            throw new IllegalArgumentException(
                    obligations.size() + " obligations; accepted: at most " + MAX_OBLIGATIONS);
        }
        if (effect == Effect.DENY && !obligations.isEmpty()) {
            throw new IllegalArgumentException("a policy that denies obliges nobody");
        }
        if (version < 1) {
            throw new IllegalArgumentException("not a version: " + version);
        }
    }

    /** One without obligations. */
    public Policy(
            String policyId,
            String name,
            String description,
            Effect effect,
            int priority,
            PolicyStatus status,
            List<Condition> conditions,
            int version) {
        this(policyId, name, description, effect, priority, status, conditions, List.of(), version);
    }

    /** The id itself, if it is one. */
    public static String requireId(String policyId) {
        if (!ID.matcher(policyId).matches()) {
            throw new IllegalArgumentException(
                    "not a policy id: " + policyId + "; accepted: " + ID_PATTERN);
        }
        return policyId;
    }

    public Policy withVersion(int newVersion) {
        return new Policy(
                policyId,
                name,
                description,
                effect,
                priority,
                status,
                conditions,
                obligations,
                newVersion);
    }

    public Policy withStatus(PolicyStatus newStatus) {
        return new Policy(
                policyId,
                name,
                description,
                effect,
                priority,
                newStatus,
                conditions,
                obligations,
                version);
    }

    public PolicyRef ref() {
        return new PolicyRef(policyId, version);
    }
}
