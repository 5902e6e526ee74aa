package dev.tollgate.alarms;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does one thing after another, whatever becomes of each; that one failed is told at the end. */
final class Tries {
    private static final Logger LOG = LoggerFactory.getLogger(Tries.class);

    private final List<RuntimeException> faults = new ArrayList<>();

    void attempt(String what, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.error("{} failed", what, e);
            faults.add(e);
        }
    }

    /**
     * Throws if anything failed: Lambda then hands over the event again, and what was done already
     * is not done twice.
     */
    void end() {
        if (!faults.isEmpty()) {
            throw new IllegalStateException(
                    faults.size() + " of the things to do failed", faults.getFirst());
        }
    }
}
