package dev.tollgate.local.servers;

/** Another process listens where a server was to start. */
public final class PortTaken extends IllegalStateException {
    PortTaken(int port) {
        super(
                "port %d of 127.0.0.1 is held by another process, perhaps a server left over from an earlier run"
                        .formatted(port));
    }
}
