package dev.tollgate.testing;

import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.Page;
import dev.tollgate.domain.PageRequest;
import dev.tollgate.domain.policy.Policies;
import dev.tollgate.domain.policy.Policy;
import dev.tollgate.domain.policy.PolicyRef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The twin of {@link Policies}. */
public final class InMemoryPolicies implements Policies {
    private final Map<OrganisationId, NavigableMap<String, Policy>> all = new HashMap<>();
    private final Map<OrganisationId, Map<String, Integer>> removed = new HashMap<>();

    @Override
    public synchronized Added add(OrganisationId organisation, Policy policy) {
        if (of(organisation).containsKey(policy.policyId())) {
            return new Added.IdTaken();
        }
        if (of(organisation).size() >= MOST) {
            return new Added.Full();
        }
        int last = removed(organisation).getOrDefault(policy.policyId(), 0);
        var added = policy.withVersion(last + 1);
        of(organisation).put(added.policyId(), added);
        return new Added.Done(added);
    }

    @Override
    public synchronized boolean replace(OrganisationId organisation, Policy policy) {
        var before = find(organisation, policy.policyId());
        if (before.isEmpty() || before.get().version() != policy.version() - 1) {
            return false;
        }
        of(organisation).put(policy.policyId(), policy);
        return true;
    }

    @Override
    public synchronized boolean remove(OrganisationId organisation, PolicyRef seen) {
        var before = find(organisation, seen.policyId());
        if (before.isEmpty() || !before.get().ref().equals(seen)) {
            return false;
        }
        of(organisation).remove(seen.policyId());
        removed(organisation).put(seen.policyId(), seen.version());
        return true;
    }

    @Override
    public synchronized Optional<Policy> find(OrganisationId organisation, String policyId) {
        return Optional.ofNullable(of(organisation).get(Policy.requireId(policyId)));
    }

    @Override
    public synchronized Page<Policy> list(OrganisationId organisation, PageRequest page) {
        return Pages.cut(all(organisation), page, Policy::policyId);
    }

    @Override
    public synchronized List<Policy> all(OrganisationId organisation) {
        return List.copyOf(of(organisation).values());
    }

    private NavigableMap<String, Policy> of(OrganisationId organisation) {
        return all.computeIfAbsent(organisation, _ -> new TreeMap<>());
    }

    private Map<String, Integer> removed(OrganisationId organisation) {
        return removed.computeIfAbsent(organisation, _ -> new HashMap<>());
    }
}
