package dev.tollgate.governance;

import dev.tollgate.domain.Money;
import dev.tollgate.domain.admission.OrganisationLimits;
import dev.tollgate.domain.admission.ScopedLimits;
import dev.tollgate.domain.agent.Budget;
import dev.tollgate.domain.agent.Budget.Enforcement;
import dev.tollgate.domain.agent.RateLimits;
import dev.tollgate.lambda.Fields;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The limits of an organisation in JSON, read and written alike. A scope or a limit that is absent
 * or {@code null} sets no limit. Money is in USD, exact to the micro-dollar.
 */
final class LimitFields {
    static final String TIMEZONE = "timezone";
    static final String ORGANISATION = "organisation";
    static final String EACH_USER = "each_user";
    static final String EACH_TEAM = "each_team";

    private static final String PER_MINUTE = "requests_per_minute";
    private static final String PER_HOUR = "requests_per_hour";
    private static final String PER_DAY = "requests_per_day";
    private static final String DAILY = "max_daily_cost";
    private static final String MONTHLY = "max_monthly_cost";
    private static final String ENFORCEMENT = "budget_enforcement";
    private static final int LONGEST_ZONE = 64;

    private LimitFields() {}

    static OrganisationLimits read(Fields fields, int version) {
        var zone = zone(fields);
        var organisation = scoped(fields, ORGANISATION);
        var eachUser = scoped(fields, EACH_USER);
        var eachTeam = scoped(fields, EACH_TEAM);
        fields.end();
        return new OrganisationLimits(zone, organisation, eachUser, eachTeam, version);
    }

    /** Required: days and months would else begin at another hour without a word. */
    private static ZoneId zone(Fields fields) {
        var text = fields.requiredText(TIMEZONE, LONGEST_ZONE);
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw fields.refuse(
                    TIMEZONE,
                    "is '" + text + "'; accepted: a time zone such as Europe/Berlin or UTC.");
        }
    }

    private static ScopedLimits scoped(Fields fields, String name) {
        return fields.object(name).map(LimitFields::scoped).orElse(ScopedLimits.NONE);
    }

    private static ScopedLimits scoped(Fields fields) {
        var limits =
                new ScopedLimits(
                        new RateLimits(
                                calls(fields, PER_MINUTE),
                                calls(fields, PER_HOUR),
                                calls(fields, PER_DAY),
                                OptionalInt.empty()),
                        new Budget(
                                money(fields, DAILY), money(fields, MONTHLY), enforcement(fields)));
        fields.end();
        return limits;
    }

    private static OptionalInt calls(Fields fields, String name) {
        return fields.integer(name, 1, RateLimits.MOST);
    }

    private static Optional<Money> money(Fields fields, String name) {
        return fields.decimal(name)
                .map(dollars -> {
                    try {
                        return Money.usd(dollars);
                    } catch (IllegalArgumentException e) {
                        throw fields.refuse(
                                name,
                                "is "
                                        + dollars
                                        + "; accepted: 0 to 1000000000 USD with at most 6"
                                        + " decimals.");
                    }
                });
    }

    private static Enforcement enforcement(Fields fields) {
        return fields.text(ENFORCEMENT, LONGEST_ZONE)
                .map(text ->
                        switch (text) {
                            case "hard" -> Enforcement.HARD;
                            case "soft" -> Enforcement.SOFT;
                            default ->
                                    throw fields.refuse(
                                            ENFORCEMENT,
                                            "is '" + text + "'; accepted: hard, soft.");
                        })
                .orElse(Enforcement.HARD);
    }

    static Map<String, Object> write(OrganisationLimits limits) {
        var body = new LinkedHashMap<String, Object>();
        body.put(TIMEZONE, zone(limits));
        body.put(ORGANISATION, write(limits.organisation()));
        body.put(EACH_USER, write(limits.eachUser()));
        body.put(EACH_TEAM, write(limits.eachTeam()));
        return body;
    }

    /** The zone of those who never set one is the offset Z. */
    static String zone(OrganisationLimits limits) {
        var id = limits.zone().getId();
        return "Z".equals(id) ? "UTC" : id;
    }

    static Map<String, @Nullable Object> write(ScopedLimits limits) {
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put(PER_MINUTE, number(limits.rates().perMinute()));
        body.put(PER_HOUR, number(limits.rates().perHour()));
        body.put(PER_DAY, number(limits.rates().perDay()));
        body.put(DAILY, dollars(limits.budget().daily()));
        body.put(MONTHLY, dollars(limits.budget().monthly()));
        body.put(ENFORCEMENT, limits.budget().enforcement().name().toLowerCase(Locale.ROOT));
        return body;
    }

    private static @Nullable Integer number(OptionalInt limit) {
        return limit.isPresent() ? limit.getAsInt() : null;
    }

    private static @Nullable BigDecimal dollars(Optional<Money> money) {
        return money.map(Money::toUsd).orElse(null);
    }
}
