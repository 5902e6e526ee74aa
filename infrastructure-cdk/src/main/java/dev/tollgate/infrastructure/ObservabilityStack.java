package dev.tollgate.infrastructure;

import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.constructs.Construct;

/** Alarms and the dashboard. */
final class ObservabilityStack extends Stack {
    ObservabilityStack(
            Construct scope, Settings settings, DataStack data, CacheStack cache, GateStack gate) {
        super(
                scope,
                settings.name() + "-observability",
                StackProps.builder().description("Tollgate: alarms and dashboard").build());
        var alarms = new Alarms(this, settings, data, cache, gate);
        new GateDashboard(this, settings, data, alarms, gate);
    }
}
