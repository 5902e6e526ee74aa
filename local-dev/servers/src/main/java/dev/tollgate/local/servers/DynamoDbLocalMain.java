package dev.tollgate.local.servers;

import java.lang.reflect.Field;
import java.util.stream.Stream;

/**
 * Runs DynamoDB Local in the JVM that {@link DynamoDbServer} starts. Its licence keeps it out of
 * what we compile and ship, and it has no option for the address to listen on, so it is met by
 * reflection between its making and its start.
 */
final class DynamoDbLocalMain {
    private static final String RUNNER =
            "com.amazonaws.services.dynamodbv2.local.main.ServerRunner";

    private DynamoDbLocalMain() {}

    /** Takes DynamoDB Local's storage options; the others are given here. */
    public static void main(String[] storage) throws ReflectiveOperationException {
        String[] options =
                Stream.concat(Stream.of("-sharedDb", "-disableTelemetry"), Stream.of(storage))
                        .toArray(String[]::new);
        Object server =
                Class.forName(RUNNER)
                        .getMethod("createServerFromCommandLineArgs", String[].class)
                        .invoke(null, (Object) options);
        Object connector = connector(server);
        connector.getClass().getMethod("setHost", String.class).invoke(connector, "127.0.0.1");
        connector.getClass().getMethod("setPort", int.class).invoke(connector, 0);
        // The start that neither sends telemetry nor swallows a failure.
        server.getClass().getMethod("safeStart").invoke(server);
        Object port = connector.getClass().getMethod("getLocalPort").invoke(connector);
        System.out.println(ChildJvm.READY + port);
    }

    private static Object connector(Object server) throws ReflectiveOperationException {
        Field jettyField = server.getClass().getDeclaredField("server");
        jettyField.setAccessible(true);
        Object jetty = jettyField.get(server);
        Object[] connectors = (Object[]) jetty.getClass().getMethod("getConnectors").invoke(jetty);
        if (connectors.length != 1) {
            throw new IllegalStateException("expected one connector, found " + connectors.length);
        }
        return connectors[0];
    }
}
