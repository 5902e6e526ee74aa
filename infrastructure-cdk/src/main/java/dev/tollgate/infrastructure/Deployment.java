package dev.tollgate.infrastructure;

import software.constructs.Construct;

/** The stacks, by how long what is in them lives: the data for ever, the gate for a release. */
record Deployment(
        DataStack data,
        NetworkStack network,
        CacheStack cache,
        GateStack gate,
        ObservabilityStack observability) {
    static Deployment of(Construct app, Settings settings, Packages packages) {
        var data = new DataStack(app, settings);
        var network = new NetworkStack(app, settings);
        var cache = new CacheStack(app, settings, network);
        var gate = new GateStack(app, settings, packages, data, network, cache);
        var observability = new ObservabilityStack(app, settings, data, cache, gate);
        return new Deployment(data, network, cache, gate, observability);
    }
}
