package dev.tollgate.local.openapi;

import dev.tollgate.lambda.Route;
import dev.tollgate.local.openapi.spec.Operation;

/** What each route does. */
final class Operations {
    private Operations() {}

    static Operation of(Route route) {
        return switch (route) {
            case HEALTH -> HealthOperations.alive();
            case WORKER_HEALTH -> HealthOperations.worker();
            case API_HEALTH -> HealthOperations.services();
            case OPENAPI -> HealthOperations.document();
            case LOGIN -> SessionOperations.login();
            case REFRESH -> SessionOperations.refresh();
            case REVOKE -> SessionOperations.revoke();
            case REVOKE_ALL -> SessionOperations.revokeAll();
            case CREATE_USER -> UserOperations.create();
            case LIST_USERS -> UserOperations.list();
            case READ_USER -> UserOperations.read();
            case CHANGE_USER -> UserOperations.change();
            case DELETE_USER -> UserOperations.delete();
            case CHANGE_PASSWORD -> UserOperations.password();
            case LINK_ACCOUNT -> UserOperations.link();
            case LIST_ACCOUNTS -> UserOperations.links();
            case UNLINK_ACCOUNT -> UserOperations.unlink();
            case CREATE_KEY -> KeyOperations.create();
            case LIST_KEYS -> KeyOperations.list();
            case DELETE_KEY -> KeyOperations.delete();
            case REGISTER_AGENT -> AgentOperations.register();
            case LIST_AGENTS -> AgentOperations.list();
            case READ_AGENT -> AgentOperations.read();
            case CHANGE_AGENT -> AgentOperations.change();
            case DELETE_AGENT -> AgentOperations.delete();
            case CREATE_WEBHOOK -> WebhookOperations.create();
            case LIST_WEBHOOKS -> WebhookOperations.list();
            case READ_WEBHOOK -> WebhookOperations.read();
            case CHANGE_WEBHOOK -> WebhookOperations.change();
            case DELETE_WEBHOOK -> WebhookOperations.delete();
            case ROTATE_WEBHOOK_SECRET -> WebhookOperations.rotate();
            case TEST_WEBHOOK -> WebhookOperations.test();
            case LIST_WEBHOOK_DELIVERIES -> WebhookOperations.deliveries();
            case INVOKE -> InvocationOperations.invoke();
            case LIST_INVOCATIONS -> InvocationOperations.list();
            case READ_INVOCATION -> InvocationOperations.read();
            case TEST_AGENT -> InvocationOperations.testAgent();
            case LIST_DELIVERIES -> DeliveryOperations.list();
            case READ_DELIVERY -> DeliveryOperations.read();
            case RETRY_DELIVERY -> DeliveryOperations.retry();
            case REPLAY_DELIVERIES -> DeliveryOperations.replay();
            case INBOUND -> InboundOperations.receive();
            case LIST_APPROVALS -> ApprovalOperations.list();
            case READ_APPROVAL -> ApprovalOperations.read();
            case APPROVE -> ApprovalOperations.approve();
            case REJECT -> ApprovalOperations.reject();
            case CANCEL -> ApprovalOperations.cancel();
            case STREAM_APPROVALS -> ApprovalOperations.stream();
            case LIST_PENDING_APPROVALS -> ApprovalOperations.pending();
            case LIST_KILL_SWITCHES -> KillSwitchOperations.list();
            case PULL_KILL_SWITCH -> KillSwitchOperations.pull();
            case PUT_BACK_KILL_SWITCH -> KillSwitchOperations.putBack();
            case READ_AUDIT -> AuditOperations.read();
            case VERIFY_AUDIT -> AuditOperations.verify();
            case READ_AUDIT_KEY -> AuditOperations.publicKey();
            case EXPORT_AUDIT -> AuditOperations.export();
            case READ_AUDIT_EXPORT -> AuditOperations.readExport();
            case GOVERNANCE_STATUS -> LimitOperations.governanceStatus();
            case CREATE_POLICY -> PolicyOperations.create();
            case LIST_POLICIES -> PolicyOperations.list();
            case READ_POLICY -> PolicyOperations.read();
            case REPLACE_POLICY -> PolicyOperations.replace();
            case DELETE_POLICY -> PolicyOperations.delete();
            case READ_LIMITS -> LimitOperations.current();
            case METRICS -> MetricsOperations.read();
            case RATE_LIMIT_VIOLATIONS -> MetricsOperations.rateLimitViolations();
            case REPLACE_LIMITS -> LimitOperations.replace();
            case READ_APPROVAL_RULES -> ApprovalRuleOperations.current();
            case REPLACE_APPROVAL_RULES -> ApprovalRuleOperations.replace();
        };
    }
}
