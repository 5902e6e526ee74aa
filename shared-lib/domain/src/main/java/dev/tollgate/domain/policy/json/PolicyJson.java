package dev.tollgate.domain.policy.json;

import dev.tollgate.domain.policy.Explanation;
import dev.tollgate.domain.policy.Policy;
import java.util.Map;

/**
 * Policies and explanations as plain JSON trees of maps, lists, texts, numbers and booleans, as any
 * JSON library reads and writes them.
 */
public final class PolicyJson {
    /** The longest list in a condition. */
    public static final int LONGEST_LIST = 256;

    /** The longest name in one, of a role or a tag for example. */
    public static final int LONGEST_NAME = 256;

    public static final int LONGEST_CIDR = 64;
    public static final int LONGEST_ZONE = 64;

    private PolicyJson() {}

    /**
     * Reads a policy. {@code name} defaults to the id, {@code priority} to {@link
     * Policy#DEFAULT_PRIORITY}, {@code status} to active, {@code version} to 1.
     *
     * @throws MalformedPolicy at the first thing that is not understood
     */
    public static Policy parse(Map<String, Object> tree) {
        return PolicyReader.read(new Node("", tree));
    }

    /** Writes a policy so that {@link #parse} reads an equal one. */
    public static Map<String, Object> toTree(Policy policy) {
        return PolicyWriter.write(policy);
    }

    /**
     * Why a decision came out as it did: {@code algorithm, fail_mode, reason}, then {@code
     * policies} (those that matched or might have; where there are none, all of them) and {@code
     * shadow}.
     */
    public static Map<String, Object> toTree(Explanation explanation) {
        return ExplanationWriter.write(explanation);
    }
}
