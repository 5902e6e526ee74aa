package dev.tollgate.alarms;

import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import dev.tollgate.lambda.Environment;
import dev.tollgate.lambda.RehearsedAgent;
import dev.tollgate.lambda.RehearsedContext;
import dev.tollgate.rehearsal.Line;
import java.util.List;

/** An alarm told, and the same once more, from the event to the answer. */
final class Rehearsal implements Runnable {
    private static final String ALARM =
            """
            {"AlarmName": "rehearsal-ExternalAgentBudgetExhausted", "NewStateValue": "ALARM",
             "OldStateValue": "OK", "NewStateReason": "rehearsal",
             "StateChangeTime": "2026-01-01T00:00:00.000+0000",
             "Trigger": {"Namespace": "Tollgate", "MetricName": "rehearsal"}}
            """;

    private final AlarmsFunction function;
    private int told;

    Rehearsal(Environment environment) {
        var config = Config.of(environment).telling(RehearsedAgent.ORGANISATION, RehearsedAgent.ID);
        var ports = AlarmsFunction.wire(config, environment, Line.REHEARSAL);
        ports.agents().add(RehearsedAgent.active());
        function = new AlarmsFunction(config, ports);
    }

    @Override
    public void run() {
        told++;
        var done = function.handleRequest(event(), new RehearsedContext());
        function.handleRequest(event(), new RehearsedContext());
        if (!done.getOrDefault("sent", 0).equals(1)) {
            throw new IllegalStateException("the alarm of the rehearsal was not told: " + done);
        }
    }

    private SNSEvent event() {
        var sns = new SNSEvent.SNS();
        sns.setMessageId("rehearsal-" + told);
        sns.setMessage(ALARM);
        var record = new SNSEvent.SNSRecord();
        record.setSns(sns);
        var event = new SNSEvent();
        event.setRecords(List.of(record));
        return event;
    }
}
