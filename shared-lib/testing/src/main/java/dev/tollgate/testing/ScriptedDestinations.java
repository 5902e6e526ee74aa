package dev.tollgate.testing;

import dev.tollgate.domain.outbound.Destinations;
import dev.tollgate.domain.outbound.Execution;
import dev.tollgate.domain.outbound.OutboundCall;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/** Destinations without a network: they answer as told and remember what they were sent. */
public final class ScriptedDestinations implements Destinations {
    private final Queue<OutboundCall> calls = new ConcurrentLinkedQueue<>();
    private final Function<OutboundCall, Execution> script;

    private ScriptedDestinations(Function<OutboundCall, Execution> script) {
        this.script = script;
    }

    /** Answers every call by the script, which must be safe for concurrent calls. */
    public static ScriptedDestinations answering(Function<OutboundCall, Execution> script) {
        return new ScriptedDestinations(script);
    }

    /** Answers every call alike. */
    public static ScriptedDestinations answering(Execution execution) {
        return new ScriptedDestinations(call -> execution);
    }

    @Override
    public Execution execute(OutboundCall call) {
        calls.add(call);
        return script.apply(call);
    }

    /** What was sent, in order. */
    public List<OutboundCall> calls() {
        return List.copyOf(calls);
    }
}
