package dev.tollgate.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What stands in front of the functions. */
@NeedsNode
final class ApiTest {
    private static final Synthesised SYNTHESISED = Synthesised.USUAL;

    @Test
    void remembersTheAuthorizersAnswerForAMinute() {
        var authorizer = SYNTHESISED.resources("AWS::ApiGatewayV2::Authorizer").getFirst();

        assertThat(authorizer.properties().path("AuthorizerResultTtlInSeconds").asInt())
                .isEqualTo(60);
        assertThat(authorizer.properties().path("EnableSimpleResponses").asBoolean()).isTrue();
        assertThat(authorizer.properties().at("/IdentitySource/0").asText())
                .isEqualTo("$request.header.Authorization");
    }

    @Test
    void letsSignInsThroughSlowly() {
        var stage = SYNTHESISED.resources("AWS::ApiGatewayV2::Stage").getFirst().properties();

        assertThat(stage.at("/DefaultRouteSettings/ThrottlingRateLimit").asInt()).isEqualTo(200);
        assertThat(stage.path("RouteSettings").path("POST /admin/login").toString())
                .isEqualTo("{\"ThrottlingBurstLimit\":10,\"ThrottlingRateLimit\":5}");
    }

    @Test
    void logsWhoCameAndWhatCameOfItButNothingThatWasSaid() {
        var stage = SYNTHESISED.resources("AWS::ApiGatewayV2::Stage").getFirst().properties();
        var format = stage.at("/AccessLogSettings/Format").asText();

        assertThat(format)
                .contains("$context.requestId", "$context.identity.sourceIp", "$context.status")
                .doesNotContainIgnoringCase("header")
                .doesNotContainIgnoringCase("query");
    }

    @Test
    void hasADomainOfItsOwnWhereOneIsGivenAndNoOtherAddressThen() {
        var own =
                Synthesised.of(
                        Map.of(
                                "domainName",
                                "gate.example.com",
                                "certificateArn",
                                "arn:aws:acm:eu-central-1:111122223333:certificate/a"));
        var domain = own.resources("AWS::ApiGatewayV2::DomainName").getFirst().properties();
        var api = own.resources("AWS::ApiGatewayV2::Api").getFirst().properties();

        assertThat(domain.path("DomainName").asText()).isEqualTo("gate.example.com");
        assertThat(domain.at("/DomainNameConfigurations/0/SecurityPolicy").asText())
                .isEqualTo("TLS_1_2");
        assertThat(own.resources("AWS::ApiGatewayV2::ApiMapping")).hasSize(1);
        assertThat(api.path("DisableExecuteApiEndpoint").asBoolean()).isTrue();
    }
}
