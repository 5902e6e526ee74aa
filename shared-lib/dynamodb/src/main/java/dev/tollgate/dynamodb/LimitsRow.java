package dev.tollgate.dynamodb;

import static dev.tollgate.dynamodb.Values.number;
import static dev.tollgate.dynamodb.Values.text;

import dev.tollgate.domain.Money;
import dev.tollgate.domain.admission.OrganisationLimits;
import dev.tollgate.domain.admission.ScopedLimits;
import dev.tollgate.domain.agent.Budget;
import dev.tollgate.domain.agent.RateLimits;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The limits of an organisation as the attributes of their row. Money is whole micro-USD. */
final class LimitsRow {
    static final String SORT = "limits";

    private LimitsRow() {}

    static Map<String, AttributeValue> of(OrganisationLimits limits) {
        var row = new TreeMap<String, AttributeValue>();
        row.put("timezone", text(limits.zone().getId()));
        row.put("organisation", of(limits.organisation()));
        row.put("each_user", of(limits.eachUser()));
        row.put("each_team", of(limits.eachTeam()));
        row.put("version", number(limits.version()));
        return row;
    }

    private static AttributeValue of(ScopedLimits limits) {
        var map = new TreeMap<String, AttributeValue>();
        var rates = limits.rates();
        rates.perMinute().ifPresent(it -> map.put("requests_per_minute", number(it)));
        rates.perHour().ifPresent(it -> map.put("requests_per_hour", number(it)));
        rates.perDay().ifPresent(it -> map.put("requests_per_day", number(it)));
        rates.concurrent().ifPresent(it -> map.put("max_concurrency", number(it)));
        var budget = limits.budget();
        budget.daily().ifPresent(it -> map.put("max_daily_cost", number(it.micros())));
        budget.monthly().ifPresent(it -> map.put("max_monthly_cost", number(it.micros())));
        map.put("budget_enforcement", text(budget.enforcement().name()));
        return AttributeValue.fromM(map);
    }

    static OrganisationLimits read(Map<String, AttributeValue> row) {
        return new OrganisationLimits(
                ZoneId.of(at(row, "timezone").s()),
                scoped(at(row, "organisation").m()),
                scoped(at(row, "each_user").m()),
                scoped(at(row, "each_team").m()),
                Integer.parseInt(at(row, "version").n()));
    }

    private static ScopedLimits scoped(Map<String, AttributeValue> map) {
        return new ScopedLimits(
                new RateLimits(
                        integer(map, "requests_per_minute"),
                        integer(map, "requests_per_hour"),
                        integer(map, "requests_per_day"),
                        integer(map, "max_concurrency")),
                new Budget(
                        money(map, "max_daily_cost"),
                        money(map, "max_monthly_cost"),
                        Budget.Enforcement.valueOf(at(map, "budget_enforcement").s())));
    }

    private static OptionalInt integer(Map<String, AttributeValue> map, String name) {
        return map.containsKey(name)
                ? OptionalInt.of(Integer.parseInt(at(map, name).n()))
                : OptionalInt.empty();
    }

    private static Optional<Money> money(Map<String, AttributeValue> map, String name) {
        return Optional.ofNullable(map.get(name))
                .map(value -> new Money(Long.parseLong(value.n())));
    }

    private static AttributeValue at(Map<String, AttributeValue> map, String name) {
        var value = map.get(name);
        if (value == null) {
            throw new IllegalStateException("the row of limits has no " + name);
        }
        return value;
    }
}
