package dev.tollgate.domain.lineage;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where an invocation stands. */
public enum InvocationStatus {
    /** Let in, and not over yet. */
    ADMITTED(true),
    /** Let in, and waiting for people to agree. */
    HELD(true),
    /** Let in, and waiting for an attempt to deliver it. */
    QUEUED(true),
    COMPLETED(false),
    /** The agent refused it, broke, or could not be reached. */
    FAILED(false),
    TIMED_OUT(false),
    /** The gate stopped in the middle; whether the agent did anything is not known. */
    INTERRUPTED(false),
    /** Refused before anything happened: by policy, a limit, the agent's state. */
    REFUSED(false);

    private final boolean open;

    InvocationStatus(boolean open) {
        this.open = open;
    }

    public boolean isOpen() {
        return open;
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<InvocationStatus> of(String text) {
        return Arrays.stream(values()).filter(status -> status.text().equals(text)).findFirst();
    }

    public static String accepted() {
        return Arrays.stream(values())
                .map(InvocationStatus::text)
                .collect(Collectors.joining(", "));
    }
}
