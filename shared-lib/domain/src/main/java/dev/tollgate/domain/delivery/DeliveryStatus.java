package dev.tollgate.domain.delivery;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where a delivery stands. */
public enum DeliveryStatus {
    /** Waits for its next attempt. */
    PENDING(false),
    /** An attempt is being made, or broke off and may be taken over. */
    DELIVERING(false),
    DELIVERED(true),
    /** Given up. */
    FAILED(true);

    private final boolean over;

    DeliveryStatus(boolean over) {
        this.over = over;
    }

    public boolean isOver() {
        return over;
    }

    /** As {@code webhook_delivery_status} shows it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<DeliveryStatus> of(String text) {
        return Arrays.stream(values()).filter(status -> status.text().equals(text)).findFirst();
    }

    public static String accepted() {
        return Arrays.stream(values()).map(DeliveryStatus::text).collect(Collectors.joining(", "));
    }
}
