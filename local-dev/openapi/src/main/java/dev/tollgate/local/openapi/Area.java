package dev.tollgate.local.openapi;

import dev.tollgate.local.openapi.spec.Operation;
import java.util.LinkedHashMap;
import java.util.Map;

/** What operations belong together: a tag of the document. */
enum Area {
    AGENTS("Agents", "The external agents that are registered."),
    INVOCATIONS("Invocations", "Calls of agents, and the record of every call."),
    APPROVALS("Approvals", "Calls that wait for people to agree."),
    APPROVAL_RULES("Approval rules", "Which calls people have to agree to."),
    POLICIES("Policies", "Who may call what."),
    LIMITS("Limits", "How often and for how much, for a whole organisation."),
    KILL_SWITCHES("Kill switches", "Levers that stop calls at once."),
    DELIVERIES("Deliveries", "Attempts to bring calls, replies and events somewhere."),
    WEBHOOKS("Webhooks", "Who is told of what happens."),
    INBOUND("Inbound", "What chat platforms send."),
    AUDIT("Audit", "What was recorded, and the proof that it was not changed."),
    SESSIONS("Sessions", "Sign in, renew and end tokens."),
    USERS("Users", "People who sign in, and who they are on chat platforms."),
    KEYS("API keys", "Credentials of programs."),
    METRICS("Metrics", "What is counted."),
    HEALTH("Health", "Whether the gate is up, and what it can do.");

    private final String text;
    private final String description;

    Area(String text, String description) {
        this.text = text;
        this.description = description;
    }

    Operation operation(String summary) {
        return Operation.of(text, summary);
    }

    Map<String, Object> tree() {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("name", text);
        tree.put("description", description);
        return tree;
    }
}
