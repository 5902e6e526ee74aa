package dev.tollgate.local.gateway;

import dev.tollgate.lambda.Environment;
import dev.tollgate.local.servers.LoopbackHttp;
import dev.tollgate.local.servers.PortTaken;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** {@code ./local-dev/up}: the whole gateway on this machine until it is stopped. */
public final class Up {
    private static final int USAGE = 2;

    private Up() {}

    /** Ends with status 0 after SIGINT or SIGTERM, 1 if it cannot start, 2 for a wrong option. */
    public static void main(String[] arguments) throws InterruptedException {
        switch (Options.parse(List.of(arguments))) {
            case Options.Parsed.Help() -> System.out.println(Options.USAGE);
            case Options.Parsed.Wrong(var complaint) -> {
                System.err.println(complaint + System.lineSeparator() + Options.USAGE);
                System.exit(USAGE);
            }
            case Options.Parsed.Start(var options) -> run(options, System.out);
        }
    }

    private static void run(Options options, PrintStream out) throws InterruptedException {
        var started = new Started();
        Runtime.getRuntime().addShutdownHook(new Thread(started::close, "stop"));
        try {
            refuseBusy(options.port());
            var workplace = Workplace.of(root(), options, started);
            LogFile.use(workplace.logs());
            new Opening(options, workplace, Environment.ofProcess(), started, out).run();
        } catch (RuntimeException e) {
            System.err.println("Tollgate did not start: " + e.getMessage());
            System.exit(1);
        }
        Thread.currentThread().join();
    }

    /** Before anything else is started, so that nothing is left behind. */
    private static void refuseBusy(int port) {
        try {
            LoopbackHttp.start(exchange -> exchange.close(), port).close();
        } catch (PortTaken e) {
            throw new IllegalStateException(e.getMessage() + "; choose another with --port", e);
        }
    }

    private static Path root() {
        var root = System.getProperty("tollgate.root");
        if (root == null) {
            throw new IllegalStateException("start it with ./local-dev/up");
        }
        return Path.of(root);
    }
}
