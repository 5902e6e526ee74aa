package dev.tollgate.lambda;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Filter;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.filter.ThresholdFilter;

/** As long as it lasts nothing is logged: a rehearsal's lines would read like those of requests. */
final class Silence implements AutoCloseable {
    private final LoggerContext log =
            (LoggerContext) LogManager.getContext(Silence.class.getClassLoader(), false);
    private final Filter filter =
            ThresholdFilter.createFilter(Level.OFF, Filter.Result.NEUTRAL, Filter.Result.DENY);

    Silence() {
        log.addFilter(filter);
    }

    @Override
    public void close() {
        log.removeFilter(filter);
    }
}
