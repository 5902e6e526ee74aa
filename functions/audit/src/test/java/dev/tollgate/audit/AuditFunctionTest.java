package dev.tollgate.audit;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.tollgate.testing.Golden;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

final class AuditFunctionTest {
    private static final Golden GOLDEN = Golden.of("audit");

    @TestFactory
    Stream<DynamicTest> answersAsTheGoldenPairsSay() {
        return GOLDEN.replay(
                APIGatewayV2HTTPEvent.class,
                APIGatewayV2HTTPResponse.class,
                () -> new Records().function);
    }
}
