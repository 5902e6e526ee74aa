package dev.tollgate.alarms;

import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import dev.tollgate.testing.Golden;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** With one destination, one exhausted agent and one that is not, and leave to suspend. */
final class GoldenAlarmsTest {
    @TestFactory
    Stream<DynamicTest> answersAsDocumented() {
        return Golden.of("alarms").replay(SNSEvent.class, counts(), GoldenAlarmsTest::function);
    }

    private static AlarmsFunction function() {
        var watch = new Watch();
        watch.spend(watch.agent(Watch.HOME, "spent", Watch.daily()), 20);
        watch.spend(watch.agent(Watch.HOME, "thrifty", Watch.daily()), 3);
        return watch.function();
    }

    @SuppressWarnings("unchecked")
    private static Class<Map<String, Integer>> counts() {
        return (Class<Map<String, Integer>>) (Class<?>) Map.class;
    }
}
