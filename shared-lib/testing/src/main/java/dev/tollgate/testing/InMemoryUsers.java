package dev.tollgate.testing;

import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.Page;
import dev.tollgate.domain.PageRequest;
import dev.tollgate.domain.UserId;
import dev.tollgate.domain.identity.OrganisationEpoch;
import dev.tollgate.domain.identity.User;
import dev.tollgate.domain.identity.Users;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The twin of {@link Users}. */
public final class InMemoryUsers implements Users {
    private final Map<UserId, User> all = new TreeMap<>();
    private final Map<OrganisationId, OrganisationEpoch> epochs = new HashMap<>();

    @Override
    public synchronized Addition add(User user) {
        if (all.containsKey(user.id()) || find(user.organisation(), user.name()).isPresent()) {
            return Addition.TAKEN;
        }
        all.put(user.id(), user);
        return Addition.ADDED;
    }

    @Override
    public synchronized Optional<User> find(OrganisationId organisation, UserId id) {
        return Optional.ofNullable(all.get(id))
                .filter(user -> user.organisation().equals(organisation));
    }

    @Override
    public synchronized Optional<User> find(OrganisationId organisation, String name) {
        return of(organisation).stream()
                .filter(user -> user.name().equalsIgnoreCase(name))
                .findFirst();
    }

    @Override
    public synchronized Page<User> list(OrganisationId organisation, PageRequest page) {
        return Pages.cut(of(organisation), page, user -> user.id().value());
    }

    @Override
    public synchronized Change replace(User user) {
        var before = version(user, user.version() - 1);
        if (before.isEmpty()) {
            return Change.STALE;
        }
        if (before.get().owns() && !user.owns() && isLastOwner(user)) {
            return Change.LAST_OWNER;
        }
        all.put(user.id(), user);
        return Change.MADE;
    }

    @Override
    public synchronized Change remove(User user) {
        var before = version(user, user.version());
        if (before.isEmpty()) {
            return Change.STALE;
        }
        if (before.get().owns() && isLastOwner(user)) {
            return Change.LAST_OWNER;
        }
        all.remove(user.id());
        return Change.MADE;
    }

    @Override
    public synchronized OrganisationEpoch epoch(OrganisationId organisation) {
        return epochs.getOrDefault(organisation, OrganisationEpoch.FIRST);
    }

    @Override
    public synchronized OrganisationEpoch raiseEpoch(OrganisationId organisation, Instant now) {
        var next = epoch(organisation).next(now);
        epochs.put(organisation, next);
        return next;
    }

    private Optional<User> version(User user, int version) {
        return find(user.organisation(), user.id()).filter(it -> it.version() == version);
    }

    private boolean isLastOwner(User user) {
        return of(user.organisation()).stream()
                .filter(User::owns)
                .allMatch(owner -> owner.id().equals(user.id()));
    }

    private List<User> of(OrganisationId organisation) {
        return all.values().stream()
                .filter(user -> user.organisation().equals(organisation))
                .toList();
    }
}
