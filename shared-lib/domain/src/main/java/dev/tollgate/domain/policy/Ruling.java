package dev.tollgate.domain.policy;

import java.util.List;

/** What an algorithm makes of a set of policies, before it is explained. */
sealed interface Ruling {
    record Allow(PolicyRef by, List<Obliged> obligations) implements Ruling {
        public Allow {
            obligations = List.copyOf(obligations);
        }
    }

    record Deny(Denial cause) implements Ruling {}
}
