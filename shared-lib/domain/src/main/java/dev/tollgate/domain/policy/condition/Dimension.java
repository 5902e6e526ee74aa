package dev.tollgate.domain.policy.condition;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a request can be told apart by when the question is only whether a name is on a list. */
public enum Dimension {
    ENVIRONMENT {
        @Override
        public Collection<String> valuesOf(PolicyRequest request) {
            return List.of(request.target().environment());
        }
    },
    PROVIDER {
        @Override
        public Collection<String> valuesOf(PolicyRequest request) {
            return List.of(request.target().provider());
        }
    },
    AGENT {
        @Override
        public Collection<String> valuesOf(PolicyRequest request) {
            return List.of(request.target().agentId());
        }
    },
    ROLE {
        @Override
        public Collection<String> valuesOf(PolicyRequest request) {
            return request.caller().roles();
        }
    },
    TEAM {
        @Override
        public Collection<String> valuesOf(PolicyRequest request) {
            return request.caller().teams();
        }
    },
    /** The person, or the authenticated principal by its id. */
    USER {
        @Override
        public Collection<String> valuesOf(PolicyRequest request) {
            String principal = request.caller().principalId();
            return request.caller()
                    .user()
                    .<Collection<String>>map(user -> List.of(user, principal))
                    .orElse(Set.of(principal));
        }
    };

    /** The names the request has in this dimension; none is a known fact. */
    public abstract Collection<String> valuesOf(PolicyRequest request);

    /** The condition type in JSON. */
    public String type() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The field of the condition that holds the list. */
    public String field() {
        return type() + "s";
    }
}
