package dev.tollgate.local.servers;

import java.util.ArrayList;
import java.util.List;

/** Processes that live no longer than this one. */
public final class Alongside {
    /**
     * Runs the command in the shell's own place, so that the process held is the server itself.
     * Beside it a watcher reads our pipe, which ends when we do (by SIGKILL too), and then kills
     * the server. What a terminal sends to the whole group, Ctrl-C and its own closing, is ignored
     * from here down: the order of stopping is ours. (Redis still ends by Ctrl-C, as it sets a
     * handler of its own.) The group stays ours, so that whoever kills it kills all.
     */
    private static final String SCRIPT =
            "trap '' INT HUP; exec 3<&0; { cat <&3; kill -9 $$; } >/dev/null 2>&1 & exec \"$@\" 3<&- </dev/null";

    private Alongside() {}

    /**
     * A process of that command, yet to be started. Stop it by {@link ProcessHandle#destroy}:
     * {@link Process#destroy} also closes our end of the pipe, which the watcher takes for our
     * death.
     *
     * @param name of the process, for people who look at a list of them
     */
    public static ProcessBuilder command(String name, List<String> command) {
        List<String> whole = new ArrayList<>(List.of("/bin/sh", "-c", SCRIPT, name));
        whole.addAll(command);
        return new ProcessBuilder(whole);
    }
}
