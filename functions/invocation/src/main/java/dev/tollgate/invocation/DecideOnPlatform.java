package dev.tollgate.invocation;

import dev.tollgate.domain.ApprovalId;
import dev.tollgate.domain.approval.Approval;
import dev.tollgate.domain.approval.Voter;
import dev.tollgate.domain.identity.LinkedAccount;
import dev.tollgate.domain.identity.LinkedAccounts;
import dev.tollgate.domain.identity.Scope;
import dev.tollgate.domain.identity.User;
import dev.tollgate.domain.identity.Users;
import dev.tollgate.hold.Decide;
import dev.tollgate.hold.Decided;
import dev.tollgate.hold.Wish;
import dev.tollgate.inbound.Content.Decision;
import dev.tollgate.lambda.Request;
import java.util.Optional;

/**
 * A button that somebody pressed under a message that asks for approval: the same decision as over
 * HTTP, by the user that the platform's person is linked to.
 */
final class DecideOnPlatform {
    private static final String UNSAID = "No reason was given.";

    private final LinkedAccounts accounts;
    private final Users users;
    private final Decide decide;

    DecideOnPlatform(LinkedAccounts accounts, Users users, Decide decide) {
        this.accounts = accounts;
        this.users = users;
        this.decide = decide;
    }

    /**
     * What the person, or everybody, is told.
     *
     * @param decided whether it counts
     */
    record Told(boolean decided, String sentence) {}

    Told decide(Entrance entrance, Decision decision, Request request) {
        var person = decision.person();
        var agent = entrance.agent();
        var link = accounts.find(agent.organisation(), agent.id(), person.id());
        if (link.isEmpty()) {
            return refused(
                    "You are not known here. Somebody who manages users has to link your account"
                            + " ("
                            + person.id()
                            + ") first.");
        }
        if (link.get().credentialVersion() != agent.credentialVersion()) {
            return refused(
                    "The credentials of this bot were changed since your account was linked. Have"
                            + " it linked again.");
        }
        return user(link.get())
                .map(user -> told(decided(entrance, decision, user, request), user))
                .orElseGet(() -> refused("You may not decide on calls."));
    }

    /** Empty if the user may not decide any more. */
    private Optional<User> user(LinkedAccount link) {
        return users.find(link.organisation(), link.user())
                .filter(user -> !user.disabled())
                .filter(user -> user.principal().may(Scope.APPROVALS_DECIDE));
    }

    private Decided decided(Entrance entrance, Decision decision, User user, Request request) {
        var principal = user.principal();
        var wish =
                new Wish(
                        entrance.agent().organisation(),
                        new ApprovalId(decision.approval()),
                        new Voter(
                                principal.id(),
                                principal.name(),
                                principal.roles(),
                                Optional.of(decision.person().id())),
                        request.sourceIp(),
                        Optional.empty());
        return switch (decision.verdict()) {
            case APPROVE -> decide.approve(wish, decision.reason());
            case REJECT -> decide.reject(wish, decision.reason().orElse(UNSAID));
        };
    }

    private static Told told(Decided decided, User user) {
        return switch (decided) {
            case Decided.Done(var approval) -> new Told(true, sentence(approval, user));
            case Decided.NotFound() -> refused("No such approval is waiting for an answer.");
            case Decided.Halted(_, var lever) -> refused(lever.sentence());
            case Decided.Changed(_, var what) ->
                    refused(what + " It can be rejected, and asked for again.");
            case Decided.Refused(var approval, var why) ->
                    switch (why) {
                        case NOT_PENDING, OVERDUE ->
                                refused("It is " + approval.status().text() + " already.");
                        case OWN_CALL -> refused("Nobody agrees to their own call.");
                        case ALREADY_VOTED -> refused("You have agreed already.");
                        case WRONG_ROLE ->
                                refused(
                                        "This is for others to decide: "
                                                + String.join(
                                                        ", ",
                                                        approval.requirement().roles().stream()
                                                                .sorted()
                                                                .toList())
                                                + ".");
                    };
        };
    }

    private static String sentence(Approval approval, User user) {
        return switch (approval.status()) {
            case PENDING ->
                    "%s agreed; %d of %d."
                            .formatted(
                                    user.name(),
                                    approval.votes().size(),
                                    approval.requirement().quorum());
            case APPROVED, EXECUTING, DONE, FAILED ->
                    "Approved by " + user.name() + "; the call runs.";
            case REJECTED -> "Rejected by " + user.name() + ".";
            case EXPIRED, CANCELLED -> "It is " + approval.status().text() + ".";
        };
    }

    private static Told refused(String sentence) {
        return new Told(false, sentence);
    }
}
