package dev.tollgate.approvals;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.tollgate.testing.Golden;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The pairs of {@code events/approvals}, at a fixed time and with fixed ids. */
final class GoldenApprovalsTest {
    @TestFactory
    Stream<DynamicTest> answersAsTheGoldenFilesSay() {
        return Golden.of("approvals")
                .replay(
                        APIGatewayV2HTTPEvent.class,
                        APIGatewayV2HTTPResponse.class,
                        () -> new Tray().function);
    }
}
