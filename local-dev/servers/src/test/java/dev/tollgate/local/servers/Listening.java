package dev.tollgate.local.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;

/** What this machine listens on, as Linux tells it. */
final class Listening {
    /** 127.0.0.1 in the byte order of the table. */
    private static final String LOOPBACK = "0100007F";

    private static final String LOOPBACK_MAPPED = "0000000000000000FFFF00000100007F";
    private static final String LISTEN = "0A";

    private Listening() {}

    /** Whether the port is listened on, and at 127.0.0.1 alone. */
    static boolean onLoopbackOnly(int port) {
        Path table = Path.of("/proc/net/tcp");
        Assumptions.assumeTrue(
                Files.isReadable(table), "only Linux tells its listeners in " + table);
        Set<String> addresses = addresses(table, port);
        addresses.addAll(addresses(Path.of("/proc/net/tcp6"), port));
        return !addresses.isEmpty() && Set.of(LOOPBACK, LOOPBACK_MAPPED).containsAll(addresses);
    }

    /**
     * See <a href="https://www.kernel.org/doc/html/latest/networking/proc_net_tcp.html">the table's
     * columns</a>.
     */
    private static Set<String> addresses(Path table, int port) {
        String end = ":%04X".formatted(port);
        Set<String> addresses = new HashSet<>();
        if (!Files.isReadable(table)) {
            return addresses;
        }
        try (var lines = Files.lines(table)) {
            lines.map(line -> line.strip().split("\\s+"))
                    .filter(columns -> columns[3].equals(LISTEN) && columns[1].endsWith(end))
                    .map(columns ->
                            columns[1]
                                    .substring(0, columns[1].indexOf(':'))
                                    .toUpperCase(Locale.ROOT))
                    .forEach(addresses::add);
            return addresses;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
