package dev.tollgate.invocation;

import dev.tollgate.domain.admission.BudgetRule;
import dev.tollgate.domain.admission.ConcurrencyRule;
import dev.tollgate.domain.admission.RateRule;

/** What a limit that refuses a call is called for people. */
final class Sentences {
    private Sentences() {}

    static String of(RateRule rule) {
        return "The limit "
                + rule.name()
                + " of "
                + rule.calls()
                + " calls per "
                + rule.window().text()
                + " is reached.";
    }

    static String of(ConcurrencyRule rule) {
        return "The limit "
                + rule.name()
                + " of "
                + rule.calls()
                + " calls at the same time is reached.";
    }

    static String of(BudgetRule rule) {
        return "This call would pass the budget "
                + rule.name()
                + " of "
                + rule.limit()
                + ", which resets at "
                + rule.endsAt()
                + ".";
    }
}
