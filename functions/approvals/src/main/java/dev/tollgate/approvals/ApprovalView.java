package dev.tollgate.approvals;

import dev.tollgate.domain.approval.Approval;
import dev.tollgate.domain.approval.Vote;
import dev.tollgate.lambda.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** An approval as people see it. */
final class ApprovalView {
    private ApprovalView() {}

    static Map<String, Object> of(Approval approval) {
        var view = new LinkedHashMap<String, Object>();
        view.put("id", approval.id().value());
        view.put("status", approval.status().text());
        view.put("external_agent_id", approval.agent().value());
        view.put("invocation_id", approval.invocation().value());
        view.put("requested_by", approval.requester().principal());
        var person = approval.requester().onBehalfOf();
        put(view, "external_user_id", person.userId());
        put(view, "external_user_email", person.email());
        view.put("source_ip", approval.requester().address());
        var requirement = approval.requirement();
        view.put("reasons", requirement.reasons());
        view.put("quorum", requirement.quorum());
        view.put("roles", requirement.roles().stream().sorted().toList());
        view.put("escalated", approval.escalated());
        view.put("arguments", Json.parse(approval.shown()));
        view.put("held_usd", approval.grant().held().toUsd());
        view.put("policy", approval.grant().policy());
        view.put("external_agent_version", approval.grant().agentVersion());
        view.put("digest", approval.grant().digest());
        view.put("votes", approval.votes().stream().map(ApprovalView::of).toList());
        approval.closing()
                .ifPresent(closing -> {
                    view.put("decided_by", closing.actor());
                    view.put("decided_at", closing.at().toString());
                    put(view, "reason", closing.reason());
                });
        view.put("created_at", approval.createdAt().toString());
        view.put("expires_at", approval.expiresAt().toString());
        return view;
    }

    private static Map<String, Object> of(Vote vote) {
        var view = new LinkedHashMap<String, Object>();
        view.put("approver", vote.approver());
        view.put("name", vote.name());
        view.put("at", vote.at().toString());
        put(view, "comment", vote.comment());
        return view;
    }

    private static void put(Map<String, Object> view, String name, Optional<String> value) {
        value.ifPresent(text -> view.put(name, text));
    }
}
