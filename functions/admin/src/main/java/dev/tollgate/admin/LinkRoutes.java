package dev.tollgate.admin;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.UserId;
import dev.tollgate.domain.identity.LinkedAccount;
import dev.tollgate.domain.identity.LinkedAccounts;
import dev.tollgate.lambda.Answer;
import dev.tollgate.lambda.Problem;
import dev.tollgate.lambda.Request;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** {@code /admin/users/{id}/accounts}: who a user is on chat platforms. */
final class LinkRoutes {
    private static final int LARGEST_BODY = 4096;
    private static final String AGENT = "external_agent_id";
    private static final String ACCOUNT = "account_id";

    private final LinkedAccounts accounts;
    private final LinkAccount link;

    LinkRoutes(LinkedAccounts accounts, LinkAccount link) {
        this.accounts = accounts;
        this.link = link;
    }

    /** {@code {external_agent_id, account_id}}. */
    Answer create(Request request) {
        var fields = request.json(LARGEST_BODY);
        var agent = fields.requiredText(AGENT, LinkedAccount.LONGEST);
        var account = fields.requiredText(ACCOUNT, LinkedAccount.LONGEST);
        fields.end();
        var user = request.path("id", UserId::new);
        if (user.isEmpty()) {
            return Problem.notFound("user").answer();
        }
        return switch (link.run(request.principal(), user.get(), agent, account)) {
            case LinkAccount.Outcome.Linked(var linked) ->
                    Answer.created("/admin/users/" + user.get() + "/accounts", view(linked));
            case LinkAccount.Outcome.NoSuchAgent() ->
                    throw fields.refuse(AGENT, "is '" + agent + "'; there is no such agent.");
            case LinkAccount.Outcome.Silent() ->
                    throw fields.refuse(
                            AGENT, "is '" + agent + "'; nobody can decide through its platform.");
            case LinkAccount.Outcome.NotLinked(var why) ->
                    UserRoutes.answer(why, _ -> Answer.noContent());
        };
    }

    Answer list(Request request) {
        request.onlyQueries(Set.of());
        return request.path("id", UserId::new)
                .map(user -> accounts.of(request.principal().organisation(), user))
                .map(all -> Answer.ok(Map.of("items", all.stream().map(LinkRoutes::view).toList())))
                .orElseGet(() -> Problem.notFound("user").answer());
    }

    /** By {@code ?external_agent_id=&account_id=}. */
    Answer remove(Request request) {
        request.onlyQueries(Set.of(AGENT, ACCOUNT));
        var user = request.path("id", UserId::new);
        var agent = request.query(AGENT, "agt_…", AgentId::new);
        var account = request.query(ACCOUNT);
        boolean removed =
                user.isPresent()
                        && agent.isPresent()
                        && account.isPresent()
                        && link.remove(request.principal(), user.get(), agent.get(), account.get());
        return removed ? Answer.noContent() : Problem.notFound("account").answer();
    }

    private static Map<String, Object> view(LinkedAccount linked) {
        var view = new LinkedHashMap<String, Object>();
        view.put(AGENT, linked.through().value());
        view.put(ACCOUNT, linked.account());
        view.put("user_id", linked.user().value());
        view.put("linked_by", linked.linkedBy());
        view.put("linked_at", linked.linkedAt().toString());
        return view;
    }
}
