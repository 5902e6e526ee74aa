package dev.tollgate.domain.policy.condition;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Holds inside the business hours or inside one of the maintenance windows. */
public record TimeWindow(
        Optional<BusinessHours> businessHours, List<Period> maintenanceWindows, boolean negate)
        implements Condition {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    public TimeWindow {
        maintenanceWindows = List.copyOf(maintenanceWindows);
        if (businessHours.isEmpty() && maintenanceWindows.isEmpty()) {
            throw new IllegalArgumentException(
                    "no window: business_hours or maintenance_windows is needed");
        }
    }

    @Override
    public String type() {
        return "time_window";
    }

    @Override
    public TimeWindow opposite() {
        return new TimeWindow(businessHours, maintenanceWindows, !negate);
    }

    @Override
    public Truth test(PolicyRequest request) {
        Instant at = request.at();
        return Truth.of(
                businessHours.filter(hours -> hours.cover(at)).isPresent()
                        || maintenanceWindows.stream().anyMatch(window -> window.covers(at)));
    }

    @Override
    public String describe(PolicyRequest request) {
        ZonedDateTime there =
                request.at().atZone(businessHours.map(BusinessHours::zone).orElse(ZoneOffset.UTC));
        return "it is "
                + there.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH)
                + " "
                + there.format(CLOCK)
                + " in "
                + there.getZone().getId()
                + ", "
                + (test(request) == Truth.TRUE ? "inside" : "outside")
                + " the window";
    }
}
