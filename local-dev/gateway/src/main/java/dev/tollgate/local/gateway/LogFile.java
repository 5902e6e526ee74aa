package dev.tollgate.local.gateway;

import java.nio.file.Path;

/** Where everything that runs in this JVM logs to, so that the terminal stays readable. */
final class LogFile {
    static final String NAME = "gateway.log";

    private LogFile() {}

    /** Must come before the first logger is made. */
    static void use(Path directory) {
        System.setProperty("tollgate.log", directory.resolve(NAME).toString());
        System.setProperty("log4j2.configurationFile", "log4j2-local.xml");
    }
}
