package dev.tollgate.governance;

import dev.tollgate.domain.policy.Policy;
import dev.tollgate.domain.policy.json.MalformedPolicy;
import dev.tollgate.domain.policy.json.PolicyJson;
import dev.tollgate.lambda.BadRequest;
import dev.tollgate.lambda.Request;
import java.util.OptionalInt;

/**
 * A policy as a caller sends it.
 *
 * @param version the one it names as its own, if it names one
 */
record PolicyBody(Policy policy, OptionalInt version) {
    private static final int LARGEST = 256 * 1024;
    private static final String VERSION = "version";

    static PolicyBody read(Request request) {
        var tree = request.json(LARGEST).whole();
        try {
            var policy = PolicyJson.parse(tree);
            return new PolicyBody(
                    policy,
                    tree.containsKey(VERSION)
                            ? OptionalInt.of(policy.version())
                            : OptionalInt.empty());
        } catch (MalformedPolicy e) {
            throw BadRequest.body(e.pointer(), e.detail());
        }
    }

    /** A new one: nobody chooses its version. */
    static Policy readNew(Request request) {
        var body = read(request);
        if (body.version().isPresent()) {
            throw BadRequest.body("/" + VERSION, "is counted here; leave it out.");
        }
        return body.policy();
    }

    /** One to put in the place of {@code policyId}. */
    static PolicyBody readFor(String policyId, Request request) {
        var body = read(request);
        if (!body.policy().policyId().equals(policyId)) {
            throw BadRequest.body(
                    "/policy_id", "is not that of the path; accepted: " + policyId + ".");
        }
        return body;
    }
}
