package dev.tollgate.dynamodb;

import static dev.tollgate.dynamodb.Values.number;
import static dev.tollgate.dynamodb.Values.text;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.ApprovalId;
import dev.tollgate.domain.InvocationId;
import dev.tollgate.domain.Money;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.approval.Approval;
import dev.tollgate.domain.approval.ApprovalStatus;
import dev.tollgate.domain.approval.Change;
import dev.tollgate.domain.approval.Closing;
import dev.tollgate.domain.approval.Grant;
import dev.tollgate.domain.approval.Requirement;
import dev.tollgate.domain.approval.Step;
import dev.tollgate.domain.approval.Vote;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An approval, and a change of one, as their rows. */
final class ApprovalRow {
    static final int SHARDS = 4;

    private ApprovalRow() {}

    static Map<String, AttributeValue> of(Approval approval) {
        var row = new TreeMap<>(key(approval.organisation(), approval.id()));
        row.put("status_key", text(statusKey(approval.organisation(), approval.status())));
        row.put(
                "agent_key",
                text(InvocationRow.agentKey(approval.organisation(), approval.agent())));
        row.put("status", text(approval.status().text()));
        row.put("agent", text(approval.agent().value()));
        row.put("invocation", text(approval.invocation().value()));
        CallerAttributes.put(row, approval.requester());
        row.put("requirement", of(approval.requirement()));
        row.put("grant", of(approval.grant()));
        row.put("shown", text(approval.shown()));
        row.put(
                "votes",
                AttributeValue.fromL(approval.votes().stream().map(ApprovalRow::of).toList()));
        approval.closing().ifPresent(closing -> row.put("closing", of(closing)));
        row.put("created_at", text(approval.createdAt().toString()));
        row.put("reminded", Values.of(approval.reminded()));
        row.put("escalated", Values.of(approval.escalated()));
        approval.dueAt()
                .ifPresent(due -> {
                    row.put("due_at", text(InvocationRow.time(due)));
                    row.put(
                            "due_shard",
                            text(shard(Math.floorMod(approval.id().hashCode(), SHARDS))));
                });
        row.put("version", number(approval.version()));
        return row;
    }

    static Approval read(Map<String, AttributeValue> row) {
        return new Approval(
                new ApprovalId(string(row, Table.SK)),
                new OrganisationId(string(row, Table.PK)),
                new AgentId(string(row, "agent")),
                new InvocationId(string(row, "invocation")),
                CallerAttributes.read(row),
                requirement(at(row, "requirement").m()),
                grant(at(row, "grant").m()),
                string(row, "shown"),
                status(row),
                at(row, "votes").l().stream().map(each -> vote(each.m())).toList(),
                Optional.ofNullable(row.get("closing")).map(each -> closing(each.m())),
                Instant.parse(string(row, "created_at")),
                at(row, "reminded").bool(),
                at(row, "escalated").bool(),
                find(row, "due_at").map(due -> Instant.ofEpochMilli(Long.parseLong(due))),
                Integer.parseInt(at(row, "version").n()));
    }

    static Map<String, AttributeValue> of(Change change, OrganisationId organisation) {
        var row = new TreeMap<>(changeKey(organisation, change.sequence()));
        row.put("approval", text(change.approval().value()));
        row.put("agent", text(change.agent().value()));
        row.put("invocation", text(change.invocation().value()));
        row.put("kind", text(change.step().kind().text()));
        row.put("actor", text(change.step().actor()));
        row.put("at", text(change.step().at().toString()));
        row.put("status", text(change.status().text()));
        return row;
    }

    static Change readChange(Map<String, AttributeValue> row) {
        return new Change(
                Long.parseLong(string(row, Table.SK)),
                new ApprovalId(string(row, "approval")),
                new AgentId(string(row, "agent")),
                new InvocationId(string(row, "invocation")),
                new Step(
                        Step.Kind.valueOf(string(row, "kind").toUpperCase(Locale.ROOT)),
                        string(row, "actor"),
                        Instant.parse(string(row, "at"))),
                status(row));
    }

    static Map<String, AttributeValue> key(OrganisationId organisation, ApprovalId id) {
        return Map.of(Table.PK, text(organisation.value()), Table.SK, text(id.value()));
    }

    static Map<String, AttributeValue> changeKey(OrganisationId organisation, long sequence) {
        return Map.of(Table.PK, text(organisation.value()), Table.SK, text(sequence(sequence)));
    }

    /** In a fixed width, so that they sort as texts. */
    static String sequence(long sequence) {
        return String.format(Locale.ROOT, "%015d", sequence);
    }

    static String statusKey(OrganisationId organisation, ApprovalStatus status) {
        return organisation + "#" + status.text();
    }

    static String shard(int shard) {
        return "due#" + shard;
    }

    private static AttributeValue of(Requirement requirement) {
        var map = new TreeMap<String, AttributeValue>();
        map.put("reasons", texts(requirement.reasons()));
        map.put("quorum", number(requirement.quorum()));
        map.put("roles", texts(requirement.roles()));
        map.put("timeout_seconds", number(requirement.timeout().toSeconds()));
        requirement
                .remindAfter()
                .ifPresent(it -> map.put("remind_after_seconds", number(it.toSeconds())));
        requirement
                .escalateAfter()
                .ifPresent(it -> map.put("escalate_after_seconds", number(it.toSeconds())));
        map.put("escalate_to", texts(requirement.escalateTo()));
        map.put(
                "ask_through",
                texts(requirement.askThrough().stream().map(AgentId::value).toList()));
        return AttributeValue.fromM(map);
    }

    private static Requirement requirement(Map<String, AttributeValue> map) {
        return new Requirement(
                texts(map, "reasons"),
                Integer.parseInt(at(map, "quorum").n()),
                Set.copyOf(texts(map, "roles")),
                Duration.ofSeconds(Long.parseLong(at(map, "timeout_seconds").n())),
                seconds(map, "remind_after_seconds"),
                seconds(map, "escalate_after_seconds"),
                Set.copyOf(texts(map, "escalate_to")),
                texts(map, "ask_through").stream().map(AgentId::new).toList());
    }

    private static AttributeValue of(Grant grant) {
        return AttributeValue.fromM(
                Map.of(
                        "agent_version", number(grant.agentVersion()),
                        "policy", text(grant.policy()),
                        "held", number(grant.held().micros()),
                        "digest", text(grant.digest())));
    }

    private static Grant grant(Map<String, AttributeValue> map) {
        return new Grant(
                Integer.parseInt(at(map, "agent_version").n()),
                string(map, "policy"),
                new Money(Long.parseLong(at(map, "held").n())),
                string(map, "digest"));
    }

    private static AttributeValue of(Vote vote) {
        var map = new TreeMap<String, AttributeValue>();
        map.put("approver", text(vote.approver()));
        map.put("name", text(vote.name()));
        map.put("at", text(vote.at().toString()));
        vote.comment().ifPresent(it -> map.put("comment", text(it)));
        return AttributeValue.fromM(map);
    }

    private static Vote vote(Map<String, AttributeValue> map) {
        return new Vote(
                string(map, "approver"),
                string(map, "name"),
                Instant.parse(string(map, "at")),
                find(map, "comment"));
    }

    private static AttributeValue of(Closing closing) {
        var map = new TreeMap<String, AttributeValue>();
        map.put("actor", text(closing.actor()));
        map.put("at", text(closing.at().toString()));
        closing.reason().ifPresent(it -> map.put("reason", text(it)));
        return AttributeValue.fromM(map);
    }

    private static Closing closing(Map<String, AttributeValue> map) {
        return new Closing(
                string(map, "actor"), Instant.parse(string(map, "at")), find(map, "reason"));
    }

    private static AttributeValue texts(Collection<String> texts) {
        return AttributeValue.fromL(texts.stream().sorted().map(Values::text).toList());
    }

    private static List<String> texts(Map<String, AttributeValue> map, String name) {
        return at(map, name).l().stream().map(AttributeValue::s).collect(Collectors.toList());
    }

    private static Optional<Duration> seconds(Map<String, AttributeValue> map, String name) {
        return Optional.ofNullable(map.get(name))
                .map(it -> Duration.ofSeconds(Long.parseLong(it.n())));
    }

    private static ApprovalStatus status(Map<String, AttributeValue> row) {
        return ApprovalStatus.of(string(row, "status")).orElseThrow();
    }

    private static Optional<String> find(Map<String, AttributeValue> row, String name) {
        return Optional.ofNullable(row.get(name)).map(AttributeValue::s);
    }

    private static String string(Map<String, AttributeValue> row, String name) {
        return at(row, name).s();
    }

    private static AttributeValue at(Map<String, AttributeValue> row, String name) {
        return Optional.ofNullable(row.get(name))
                .orElseThrow(() -> new IllegalStateException("a row has no " + name));
    }
}
