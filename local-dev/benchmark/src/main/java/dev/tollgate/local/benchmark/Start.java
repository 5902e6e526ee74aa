package dev.tollgate.local.benchmark;

import dev.tollgate.local.gateway.lambda.Launch;
import dev.tollgate.local.gateway.lambda.Launch.Initialization;
import java.util.ArrayList;
import java.util.List;

/** The ways to start a function. */
enum Start {
    PLAIN("JDK defaults"),
    USUAL("SerialGC, C1"),
    CDS("SerialGC, C1, AppCDS"),
    AOT("SerialGC, C1, AOT cache"),
    UNREHEARSED("SnapStart, not rehearsed"),
    REHEARSED("SnapStart, rehearsed");

    /** As Lambda starts a JVM. */
    private static final List<String> LAMBDA =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    /** Without it the hooks of org.crac do nothing; Lambda's runtime sets it. */
    private static final String HOOKS = "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac";

    private final String text;

    Start(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    boolean fromSnapshot() {
        return this == UNREHEARSED || this == REHEARSED;
    }

    /** An archive that cannot be used is an error of the JVM, and not passed over. */
    Launch launch(Archives archives) {
        var options = new ArrayList<String>(this == PLAIN ? List.of() : LAMBDA);
        options.addAll(
                switch (this) {
                    case PLAIN, USUAL, UNREHEARSED -> List.of();
                    case CDS -> List.of("-XX:SharedArchiveFile=" + archives.cds(), "-Xshare:on");
                    case AOT -> List.of("-XX:AOTCache=" + archives.aot(), "-XX:AOTMode=on");
                    case REHEARSED -> List.of(HOOKS);
                });
        return new Launch(
                options, fromSnapshot() ? Initialization.SNAP_START : Initialization.ON_DEMAND);
    }

    /** What a training run is started with. */
    static Launch training(String option) {
        var options = new ArrayList<>(LAMBDA);
        options.add(option);
        return new Launch(options, Initialization.ON_DEMAND);
    }
}
