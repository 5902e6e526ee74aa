package dev.tollgate.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.tollgate.lambda.Route;
import dev.tollgate.testing.Repository;
import dev.tollgate.testing.TestContext;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DescriptionTest {
    private final AdminFunction function = new Office().function;

    @Test
    void isTheVeryFile() {
        var answer = ask(Map.of());

        assertThat(answer.getStatusCode()).isEqualTo(200);
        assertThat(Repository.file("docs/openapi.json")).content().isEqualTo(answer.getBody());
        assertThat(answer.getHeaders())
                .containsEntry("Content-Type", "application/json")
                .containsEntry("Cache-Control", "public, max-age=300");
    }

    @Test
    void isNotSentToWhoHasIt() {
        var tag = ask(Map.of()).getHeaders().get("ETag");

        var again = ask(Map.of("if-none-match", "\"another\", W/" + tag));
        var other = ask(Map.of("if-none-match", "\"another\""));

        assertThat(again.getStatusCode()).isEqualTo(304);
        assertThat(again.getBody()).isEmpty();
        assertThat(again.getHeaders()).containsEntry("ETag", tag);
        assertThat(other.getStatusCode()).isEqualTo(200);
    }

    private APIGatewayV2HTTPResponse ask(Map<String, String> headers) {
        var event =
                APIGatewayV2HTTPEvent.builder()
                        .withRouteKey(Route.OPENAPI.key())
                        .withHeaders(headers)
                        .withRequestContext(
                                APIGatewayV2HTTPEvent.RequestContext.builder()
                                        .withRequestId("req-description")
                                        .build())
                        .build();
        return function.handleRequest(event, new TestContext());
    }
}
