package dev.tollgate.domain.policy;

import dev.tollgate.domain.identity.Role;
import dev.tollgate.domain.identity.Scope;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What has to be done before a request that a policy allows goes on. */
public sealed interface Obligation {
    /** How policies name it. */
    String type();

    /**
     * People have to agree.
     *
     * @param quorum how many different people
     * @param roles of whom one is needed to decide; empty for those that the organisation names
     */
    record RequireApproval(int quorum, Set<String> roles) implements Obligation {
        public static final String TYPE = "require_approval";
        public static final int MOST = 10;

        /** Who may decide on calls that are held. */
        public static final Set<String> DECIDERS =
                Arrays.stream(Role.values())
                        .filter(role -> role.scopes().contains(Scope.APPROVALS_DECIDE))
                        .map(Role::text)
                        .collect(Collectors.toUnmodifiableSet());

        public RequireApproval {
            roles = Set.copyOf(roles);
            if (quorum < 1 || quorum > MOST) {
                throw new IllegalArgumentException(
                        "not a quorum: " + quorum + "; accepted: 1 to " + MOST);
            }
            if (!DECIDERS.containsAll(roles)) {
                throw new IllegalArgumentException(
                        "not roles that decide: " + roles + "; accepted: " + accepted());
            }
        }

        /** The roles, for messages. */
        public static String accepted() {
            return String.join(", ", new TreeSet<>(DECIDERS));
        }

        @Override
        public String type() {
            return TYPE;
        }
    }
}
