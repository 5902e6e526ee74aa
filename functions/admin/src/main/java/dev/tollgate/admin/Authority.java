package dev.tollgate.admin;

import dev.tollgate.domain.UserId;
import dev.tollgate.domain.identity.Principal;
import dev.tollgate.domain.identity.Rights;
import dev.tollgate.domain.identity.Role;
import dev.tollgate.domain.identity.Scope;
import dev.tollgate.domain.identity.User;
import dev.tollgate.domain.identity.Users;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Whom a caller may change, and what it may give: nobody more than the caller has. */
final class Authority {
    private final Users users;

    Authority(Users users) {
        this.users = users;
    }

    /**
     * Why not.
     *
     * @param missing what the caller would have to have
     */
    record Refusal(String code, String detail, List<String> missing) {}

    /** Empty if the caller may change that user, which takes all that the user may do. */
    Optional<Refusal> over(Principal caller, User user) {
        return roles(caller, user.rights()).or(() -> team(caller, user.rights()));
    }

    /** Empty if the caller may give those rights to somebody who has tools {@code already}. */
    Optional<Refusal> toGive(Principal caller, Rights rights, Collection<String> already) {
        return roles(caller, rights)
                .or(() -> team(caller, rights))
                .or(() -> tools(caller, rights, already));
    }

    private static Optional<Refusal> roles(Principal caller, Rights rights) {
        if (rights.own() && !caller.roles().contains(Role.OWNER.text())) {
            return Optional.of(
                    new Refusal(
                            "owner_required",
                            "Only an owner can make, change and remove owners.",
                            List.of(Role.OWNER.text())));
        }
        var missing =
                rights.scopes().stream()
                        .filter(scope -> !caller.may(scope))
                        .map(Scope::text)
                        .sorted()
                        .toList();
        return refuseIfAny(
                "scopes_not_held", "You cannot give away or change what you do not hold.", missing);
    }

    private static Optional<Refusal> team(Principal caller, Rights rights) {
        return caller.team().isEmpty() || caller.team().equals(rights.team())
                ? Optional.empty()
                : Optional.of(
                        new Refusal(
                                "team_not_held",
                                "You can make and change users of your own team only.",
                                rights.team().stream().toList()));
    }

    private Optional<Refusal> tools(Principal caller, Rights rights, Collection<String> already) {
        var own = own(caller);
        var missing =
                rights.allowedTools().stream()
                        .filter(tool -> !already.contains(tool))
                        .filter(tool -> own.filter(it -> it.mayUse(tool)).isEmpty())
                        .sorted()
                        .toList();
        return refuseIfAny(
                "tools_not_held", "You cannot give away tools that you may not use.", missing);
    }

    /** Only users may use tools: API keys, and users of another issuer, have none to give. */
    private Optional<Rights> own(Principal caller) {
        try {
            return users.find(caller.organisation(), new UserId(caller.id())).map(User::rights);
        } catch (IllegalArgumentException notAUser) {
            return Optional.empty();
        }
    }

    private static Optional<Refusal> refuseIfAny(String code, String detail, List<String> missing) {
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(new Refusal(code, detail, missing));
    }
}
