package dev.tollgate.governance;

import dev.tollgate.domain.Money;
import dev.tollgate.domain.admission.BudgetUse;
import dev.tollgate.domain.admission.Counters.SliceState;
import dev.tollgate.domain.admission.Period;
import dev.tollgate.domain.admission.Threshold;
import dev.tollgate.domain.admission.Thresholds;
import dev.tollgate.domain.agent.Budget;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The budgets of one scope, in USD, shares as fractions. What is spent without a limit is not
 * counted and shows {@code null}. Spent is settled and held together.
 */
final class BudgetView {
    private static final int DECIMALS = 6;

    private final Thresholds thresholds;

    BudgetView(Thresholds thresholds) {
        this.thresholds = thresholds;
    }

    Map<String, @Nullable Object> of(Status status, Budget budget) {
        var monthly = use(status, Period.MONTHLY);
        var daily = use(status, Period.DAILY);
        var view = new LinkedHashMap<String, @Nullable Object>();
        put(view, "monthly", monthly);
        view.put("usage_percentage", share(monthly));
        view.put("warning_triggered", reached(Threshold.WARNING, status));
        view.put("degraded_mode", reached(Threshold.DEGRADED, status));
        put(view, "daily", daily);
        view.put("daily_usage_percentage", share(daily));
        view.put("enforcement", budget.enforcement().name().toLowerCase(Locale.ROOT));
        view.put("source", source(status));
        view.put("slices", status.budgets().stream().map(BudgetView::slices).toList());
        return view;
    }

    private static Optional<BudgetUse> use(Status status, Period period) {
        return status.budgets().stream()
                .filter(use -> use.rule().key().period() == period)
                .findFirst();
    }

    private static void put(
            Map<String, @Nullable Object> view, String period, Optional<BudgetUse> use) {
        view.put(period + "_budget_usd", dollars(use, it -> it.rule().limit()));
        view.put(period + "_spent_usd", dollars(use, BudgetUse::used));
        view.put(
                "remaining_" + period + "_usd",
                dollars(use, it -> it.rule().limit().minusOrZero(it.used())));
    }

    private static @Nullable BigDecimal dollars(
            Optional<BudgetUse> use, Function<BudgetUse, Money> amount) {
        return use.map(amount).map(Money::toUsd).orElse(null);
    }

    /** Rounded down, so that it does not show a threshold that is not reached. */
    private static @Nullable BigDecimal share(Optional<BudgetUse> use) {
        return use.map(it -> it.rule().limit().isZero() ? BigDecimal.ONE : ratio(it))
                .map(ratio -> ratio.setScale(DECIMALS, RoundingMode.DOWN).stripTrailingZeros())
                .map(ratio -> ratio.scale() < 1 ? ratio.setScale(1) : ratio)
                .orElse(null);
    }

    private static BigDecimal ratio(BudgetUse use) {
        return BigDecimal.valueOf(use.used().micros())
                .divide(
                        BigDecimal.valueOf(use.rule().limit().micros()),
                        DECIMALS,
                        RoundingMode.DOWN);
    }

    /** By either period. */
    private boolean reached(Threshold threshold, Status status) {
        return status.budgets().stream()
                .flatMap(use -> thresholds.reached(use.used(), use.rule().limit()).stream())
                .anyMatch(reached -> reached.compareTo(threshold) >= 0);
    }

    /** {@code ledger}: at least one amount is what is taken of the limit, spent or not yet. */
    private static String source(Status status) {
        return status.budgets().stream().allMatch(use -> use.slices().isPresent())
                ? "counters"
                : "ledger";
    }

    private static Map<String, @Nullable Object> slices(BudgetUse use) {
        var account = use.account();
        var view = new LinkedHashMap<String, @Nullable Object>();
        view.put("period", use.rule().key().period().text());
        view.put("label", use.rule().key().label());
        view.put("ends_at", use.rule().endsAt().toString());
        view.put("generation", account.generation());
        view.put("leased_usd", dollars(account.leased() - account.base()));
        view.put(
                "available_usd",
                use.slices().map(SliceState::available).map(BudgetView::dollars).orElse(null));
        view.put("total_usd", dollars(account.total()));
        view.put("source", use.slices().isPresent() ? "counters" : "ledger");
        return view;
    }

    /** May be below zero, unlike money. */
    private static BigDecimal dollars(long micros) {
        var dollars = BigDecimal.valueOf(micros, DECIMALS).stripTrailingZeros();
        return dollars.scale() < 1 ? dollars.setScale(1) : dollars;
    }
}
