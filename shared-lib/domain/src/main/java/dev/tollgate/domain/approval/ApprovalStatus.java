package dev.tollgate.domain.approval;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where an approval stands. */
public enum ApprovalStatus {
    /** Waits for people. */
    PENDING,
    /** Enough have agreed; the call is not on its way yet. */
    APPROVED,
    /** The call is on its way. */
    EXECUTING,
    /** The call was carried out. */
    DONE,
    /** The call was agreed to and failed. */
    FAILED,
    REJECTED,
    /** Nobody decided in time, which is a no. */
    EXPIRED,
    /** Taken back by whoever asked, or for them. */
    CANCELLED;

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the call never runs. */
    public boolean isRefusal() {
        return this == REJECTED || this == EXPIRED || this == CANCELLED;
    }

    public static Optional<ApprovalStatus> of(String text) {
        return Arrays.stream(values()).filter(status -> status.text().equals(text)).findFirst();
    }

    public static String accepted() {
        return Arrays.stream(values()).map(ApprovalStatus::text).collect(Collectors.joining(", "));
    }
}
