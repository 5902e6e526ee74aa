package dev.tollgate.local.gateway.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.tollgate.lambda.Environment;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class InThisJvmTest {
    private static final class Echo
            implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
        private final String greeting;

        Echo(Environment settings) {
            greeting = settings.text("GREETING");
        }

        @Override
        public APIGatewayV2HTTPResponse handleRequest(
                APIGatewayV2HTTPEvent event, Context context) {
            return switch (event.getRawPath()) {
                case "/fail" -> throw new IllegalStateException("broken");
                case "/hang" -> hang();
                case "/huge" -> answer("x".repeat(Lambda.LARGEST_PAYLOAD));
                default -> answer(greeting + event.getRawPath() + " " + context.getFunctionName());
            };
        }

        private static APIGatewayV2HTTPResponse hang() {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return answer("interrupted");
        }

        private static APIGatewayV2HTTPResponse answer(String body) {
            return APIGatewayV2HTTPResponse.builder().withStatusCode(200).withBody(body).build();
        }
    }

    private final Lambda function =
            InThisJvm.start(
                    new Deployed<>(
                            "echo",
                            Echo.class,
                            APIGatewayV2HTTPEvent.class,
                            APIGatewayV2HTTPResponse.class,
                            Duration.ofSeconds(2),
                            Echo::new),
                    Environment.of(Map.of("GREETING", "hello ")));

    @Test
    void readsEventsAndWritesAnswersAsLambdaDoes() {
        assertThat(call("/x"))
                .isEqualTo(
                        new Invoked.Answered(
                                Bytes.utf8(
                                        "{\"statusCode\":200,\"body\":\"hello /x tollgate-echo\","
                                                + "\"isBase64Encoded\":false}")));
    }

    @Test
    void tellsOfAFault() {
        assertThat(call("/fail"))
                .isEqualTo(new Invoked.Failed("java.lang.IllegalStateException", "broken"));
    }

    @Test
    void cutsOffWhatTakesTooLong() {
        assertThat(call("/hang")).isEqualTo(new Invoked.TimedOut());
    }

    @Test
    void refusesAnAnswerLargerThanLambdaTakes() {
        assertThat(call("/huge"))
                .isInstanceOfSatisfying(
                        Invoked.Failed.class,
                        failed ->
                                assertThat(failed.type())
                                        .isEqualTo("Function.ResponseSizeTooLarge"));
    }

    private Invoked call(String path) {
        return function.invoke(Bytes.utf8("{\"rawPath\": \"%s\"}".formatted(path)));
    }
}
