package dev.tollgate.local.gateway.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A function that does as the event says. */
public final class Moody implements RequestHandler<String, String> {
    @Override
    public String handleRequest(String event, Context context) {
        return switch (event) {
            case "fail" -> throw new IllegalStateException("broken");
            case "hang" -> pause(60);
            case "wait" -> pause(1);
            case "exit" -> {
                Runtime.getRuntime().halt(3);
                yield "never";
            }
            case "huge" -> "x".repeat(Lambda.LARGEST_PAYLOAD);
            case "name" -> context.getFunctionName();
            default -> pid();
        };
    }

    private static String pause(int seconds) {
        try {
            return new CountDownLatch(1).await(seconds, TimeUnit.SECONDS) ? "opened" : pid();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    private static String pid() {
        return Long.toString(ProcessHandle.current().pid());
    }

    /** One that cannot be built. */
    public static final class Stillborn implements RequestHandler<String, String> {
        public Stillborn() {
            throw new IllegalStateException("TABLE_PREFIX is not set; it is required");
        }

        @Override
        public String handleRequest(String event, Context context) {
            return event;
        }
    }
}
