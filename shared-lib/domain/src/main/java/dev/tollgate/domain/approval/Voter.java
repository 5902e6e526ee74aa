package dev.tollgate.domain.approval;

import dev.tollgate.domain.identity.Principal;
import dev.tollgate.domain.lineage.Caller;
import java.util.Optional;
import java.util.Set;

/**
 * Somebody who decides.
 *
 * @param id of the user or key
 * @param name of the user
 * @param platformUser their id on the platform they decide from, if they do
 */
public record Voter(String id, String name, Set<String> roles, Optional<String> platformUser) {
    public Voter {
        roles = Set.copyOf(roles);
    }

    public static Voter of(Principal principal) {
        return new Voter(principal.id(), principal.name(), principal.roles(), Optional.empty());
    }

    /** Whether they are the one who asked, under any of the names that the gate knows them by. */
    boolean asked(Caller requester) {
        var person = requester.onBehalfOf();
        return id.equals(requester.principal())
                || person.email().filter(name::equalsIgnoreCase).isPresent()
                || person.userId().filter(name::equals).isPresent()
                || (platformUser.isPresent() && platformUser.equals(person.userId()));
    }
}
