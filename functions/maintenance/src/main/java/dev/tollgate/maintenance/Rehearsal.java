package dev.tollgate.maintenance;

import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import dev.tollgate.lambda.Environment;
import dev.tollgate.lambda.RehearsedContext;
import dev.tollgate.rehearsal.Line;

/** A minute in which there is nothing to do, from the event to the answer. */
final class Rehearsal implements Runnable {
    private final MaintenanceFunction function;

    Rehearsal(Environment environment) {
        function =
                new MaintenanceFunction(
                        Config.of(environment),
                        MaintenanceFunction.wire(environment, Line.REHEARSAL));
    }

    @Override
    public void run() {
        function.handleRequest(new ScheduledEvent(), new RehearsedContext());
    }
}
