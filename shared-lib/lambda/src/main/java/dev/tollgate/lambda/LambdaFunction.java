package dev.tollgate.lambda;

import java.time.Duration;
import java.util.Locale;

/**
 * Every function of a deployment: the one source of the local gate's functions and the deployed
 * ones.
 */
public enum LambdaFunction {
    ADMIN(Limits.API),
    REGISTRATION(Limits.API),
    INVOCATION(Limits.API),
    GOVERNANCE(Limits.API),
    APPROVALS(Limits.API),
    AUDIT(Limits.API),
    AUTHORIZER(Duration.ofSeconds(10)),
    /** Several attempts of at most 30 seconds by default, all at once, and the writes around. */
    DELIVERY(Duration.ofMinutes(2)),
    MAINTENANCE(Duration.ofMinutes(5)),
    /** A claim that is older than this is nobody's any more. */
    ALARMS(Duration.ofMinutes(1));

    private static final class Limits {
        /** Below the 30 seconds that API Gateway waits. */
        private static final Duration API = Duration.ofSeconds(29);
    }

    private final Duration timeout;

    LambdaFunction(Duration timeout) {
        this.timeout = timeout;
    }

    /** Of its module, its package and its zip, for example {@code admin}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As Lambda's configuration names the code: {@code a.b.CFunction::handleRequest}. */
    public String handler() {
        var simple = name().charAt(0) + id().substring(1);
        return "dev.tollgate." + id() + "." + simple + "Function::handleRequest";
    }

    /** After which Lambda cuts an invocation off. */
    public Duration timeout() {
        return timeout;
    }
}
