package dev.tollgate.invocation;

import dev.tollgate.domain.Money;
import dev.tollgate.domain.admission.BudgetRule;
import dev.tollgate.domain.admission.Period;
import dev.tollgate.domain.lineage.Invocation;
import dev.tollgate.domain.lineage.InvocationStatus;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * Why a command is not carried out, for the person who gave it.
 *
 * @param row the record of it, if the gate got that far
 */
record Refusal(String sentence, Optional<Invocation> row) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm 'UTC'", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM 'at' HH:mm 'UTC'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    /** Empty for what is carried out, or was already. */
    static Optional<Refusal> of(Invoked invoked) {
        return switch (invoked) {
            case Invoked.Carried(var row, _) when row.status() == InvocationStatus.FAILED ->
                    because(row, detail(row));
            case Invoked.Held(var row, var approval, _) ->
                    because(
                            row,
                            "This waits for approval (%s). You will be told what is decided."
                                    .formatted(approval.id()));
            case Invoked.Carried _, Invoked.Replayed _, Invoked.InProgress _ -> Optional.empty();
            case Invoked.NoSuchAgent() ->
                    Optional.of(new Refusal("The agent that answers is gone.", Optional.empty()));
            case Invoked.Suspended(var row) -> because(row, detail(row));
            case Invoked.Halted(var row) -> because(row, detail(row));
            case Invoked.Unfit(var row, _) -> because(row, detail(row));
            case Invoked.TooLargeToQueue(var row, _) -> because(row, "The message is too long.");
            case Invoked.KeyMismatch(var row) -> because(row, detail(row));
            case Invoked.Denied(var row, _) -> because(row, "Not allowed. " + detail(row));
            case Invoked.RateLimited(var row, var limit) ->
                    because(
                            row,
                            "Over the limit of "
                                    + limit.rule().calls()
                                    + " calls per "
                                    + limit.rule().window().text()
                                    + "; try again in "
                                    + in(limit.retryAfter()));
            case Invoked.TooManyAtOnce(var row, var limit) ->
                    because(
                            row,
                            "Over the limit of "
                                    + limit.rule().calls()
                                    + " calls at the same time; try again in "
                                    + in(limit.retryAfter()));
            case Invoked.OverBudget(var row, var limit, _) -> because(row, budget(limit.rule()));
            case Invoked.Undecided(var row, var why) ->
                    because(
                            row,
                            "This cannot be decided right now; try again in "
                                    + in(why.retryAfter()));
        };
    }

    private static Optional<Refusal> because(Invocation row, String sentence) {
        return Optional.of(new Refusal(sentence, Optional.of(row)));
    }

    private static String detail(Invocation row) {
        return row.outcome().flatMap(outcome -> outcome.detail()).orElse("The call was refused.");
    }

    private static String budget(BudgetRule rule) {
        return switch (rule.key().period()) {
            case Period.DAILY ->
                    "Over today's budget of %s; it resets at %s."
                            .formatted(dollars(rule.limit()), TIME.format(rule.endsAt()));
            case Period.MONTHLY ->
                    "Over this month's budget of %s; it resets on %s."
                            .formatted(dollars(rule.limit()), DAY.format(rule.endsAt()));
        };
    }

    /** With cents at least. */
    private static String dollars(Money money) {
        var usd = money.toUsd().stripTrailingZeros();
        return "$" + (usd.scale() < 2 ? usd.setScale(2) : usd).toPlainString();
    }

    /** Rounded up, so that nobody comes back too early. */
    private static String in(Duration wait) {
        long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
        if (seconds <= 120) {
            return seconds + " s.";
        }
        long minutes = (seconds + 59) / 60;
        return minutes <= 120 ? minutes + " minutes." : (minutes + 59) / 60 + " hours.";
    }
}
