package dev.tollgate.local.gateway.lambda;

import java.util.List;

/**
 * How the JVM of a function is started.
 *
 * @param options of the JVM
 * @param initialization what the runtime interface client is told of it
 */
public record Launch(List<String> options, Initialization initialization) {
    /** Those that suit many small JVMs on one machine. */
    public static final Launch USUAL =
            new Launch(
                    List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m"),
                    Initialization.ON_DEMAND);

    public Launch {
        options = List.copyOf(options);
    }

    /** Whether a snapshot is taken once the function is built. */
    public enum Initialization {
        ON_DEMAND("on-demand"),
        SNAP_START("snap-start");

        private final String text;

        Initialization(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }
}
