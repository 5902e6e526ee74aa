package dev.tollgate.testing;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.UserId;
import dev.tollgate.domain.identity.LinkedAccount;
import dev.tollgate.domain.identity.LinkedAccounts;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The links in a map. */
public final class InMemoryLinkedAccounts implements LinkedAccounts {
    private final TreeMap<String, LinkedAccount> links = new TreeMap<>();

    @Override
    public synchronized void link(LinkedAccount account) {
        links.put(key(account.organisation(), account.through(), account.account()), account);
    }

    @Override
    public synchronized Optional<LinkedAccount> find(
            OrganisationId organisation, AgentId through, String account) {
        return Optional.ofNullable(links.get(key(organisation, through, account)));
    }

    @Override
    public synchronized List<LinkedAccount> of(OrganisationId organisation, UserId user) {
        return links.values().stream()
                .filter(link -> link.organisation().equals(organisation))
                .filter(link -> link.user().equals(user))
                .toList();
    }

    @Override
    public synchronized boolean unlink(
            OrganisationId organisation, AgentId through, String account, UserId user) {
        var key = key(organisation, through, account);
        return Optional.ofNullable(links.get(key))
                .filter(link -> link.user().equals(user))
                .map(link -> links.remove(key, link))
                .orElse(false);
    }

    private static String key(OrganisationId organisation, AgentId through, String account) {
        return organisation + "#" + through + "#" + account;
    }
}
