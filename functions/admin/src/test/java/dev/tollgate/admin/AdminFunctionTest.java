package dev.tollgate.admin;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.tollgate.testing.Golden;
import dev.tollgate.testing.RecordedMetrics;
import java.time.Instant;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

final class AdminFunctionTest {
    @TestFactory
    Stream<DynamicTest> answersAsTheGoldenPairsSay() {
        return Golden.of("admin")
                .replay(
                        APIGatewayV2HTTPEvent.class,
                        APIGatewayV2HTTPResponse.class,
                        AdminFunctionTest::function);
    }

    private static AdminFunction function() {
        return new AdminFunction(
                new AdminFunction.Ports(
                        new RecordedMetrics(),
                        InstantSource.fixed(Instant.parse("2026-03-02T09:00:00Z")),
                        new SplittableRandom(1)));
    }
}
