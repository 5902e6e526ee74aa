package dev.tollgate.domain.event;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What subscribers may be told of. */
public enum EventType {
    INVOCATION_COMPLETED("external_agent.invocation.completed"),
    INVOCATION_FAILED("external_agent.invocation.failed"),
    POLICY_DENIED("external_agent.policy_denied"),
    /** Once for each window that is full, however many calls it refuses. */
    RATE_LIMIT_EXCEEDED("external_agent.rate_limit.exceeded"),
    /** These three once for each budget and period. */
    BUDGET_WARNING("external_agent.budget.warning"),
    BUDGET_DEGRADED("external_agent.budget.degraded"),
    BUDGET_EXCEEDED("external_agent.budget.exceeded"),
    /** A call waits for people to agree. */
    APPROVAL_REQUIRED("external_agent.approval.required"),
    APPROVAL_REMINDER("external_agent.approval.reminder"),
    /** Others may decide now too. */
    APPROVAL_ESCALATED("external_agent.approval.escalated"),
    /** Approved, rejected, expired or cancelled. */
    APPROVAL_DECIDED("external_agent.approval.decided"),
    CREDENTIALS_ACCESSED("external_agent.credentials_accessed"),
    CIRCUIT_OPENED("external_agent.circuit_opened"),
    CIRCUIT_CLOSED("external_agent.circuit_closed"),
    /** A subscription was disabled since its receiver failed for too long; told to the others. */
    WEBHOOK_DISABLED("webhook.disabled"),
    /** Asked for by hand; nobody subscribes to it. */
    WEBHOOK_TEST("webhook.test");

    private final String text;

    EventType(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    public static Optional<EventType> of(String text) {
        return Arrays.stream(values()).filter(type -> type.text.equals(text)).findFirst();
    }

    public static String accepted() {
        return Arrays.stream(values())
                .filter(type -> type != WEBHOOK_TEST)
                .map(EventType::text)
                .collect(Collectors.joining(", "));
    }
}
