package dev.tollgate.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.infrastructure.Synthesised.Resource;
import dev.tollgate.lambda.Environment;
import dev.tollgate.lambda.LambdaFunction;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The functions as they are deployed. */
@NeedsNode
final class FunctionsTest {
    private static final Synthesised SYNTHESISED = Synthesised.USUAL;

    @BeforeAll
    static void haveARegion() {
        System.setProperty("aws.region", "eu-central-1");
    }

    /** The code that is deployed takes the settings that it is deployed with. */
    @TestFactory
    Stream<DynamicTest> startWithTheirVariables() {
        return Arrays.stream(LambdaFunction.values())
                .map(function ->
                        DynamicTest.dynamicTest(
                                function.id(),
                                () ->
                                        assertThatCode(() -> build(function))
                                                .doesNotThrowAnyException()));
    }

    private static Object build(LambdaFunction function) throws ReflectiveOperationException {
        var type = Class.forName(function.handler().replace("::handleRequest", ""));
        return type.getConstructor(Environment.class)
                .newInstance(Environment.of(variables(deployed(function))));
    }

    @Test
    void holdNoSecretInTheirVariables() {
        var all =
                Arrays.stream(LambdaFunction.values())
                        .flatMap(function -> variables(deployed(function)).entrySet().stream());

        assertThat(all)
                .allSatisfy(variable -> {
                    assertThat(variable.getKey()).isNotEqualTo("AGENT_GATEWAY_ADMIN_PASS");
                    assertThat(variable.getValue()).doesNotContain("resolve:secretsmanager");
                });
    }

    @TestFactory
    Stream<DynamicTest> areWhatTheyAreMeantToBe() {
        return Arrays.stream(LambdaFunction.values())
                .map(function -> DynamicTest.dynamicTest(function.id(), () -> isSound(function)));
    }

    private static void isSound(LambdaFunction function) {
        var properties = deployed(function).properties();

        assertThat(properties.path("Handler").asText()).isEqualTo(function.handler());
        assertThat(properties.path("Runtime").asText()).isEqualTo("java25");
        assertThat(properties.at("/Architectures/0").asText()).isEqualTo("arm64");
        assertThat(properties.at("/SnapStart/ApplyOn").asText()).isEqualTo("PublishedVersions");
        assertThat(properties.at("/TracingConfig/Mode").asText()).isEqualTo("Active");
        assertThat(properties.path("Timeout").asLong()).isEqualTo(function.timeout().toSeconds());
    }

    /** Nothing calls a function but by its alias, so that a deployment can be rolled back. */
    @Test
    void areCalledByTheirAlias() {
        var called =
                Stream.of(
                                SYNTHESISED.resources("AWS::ApiGatewayV2::Integration").stream()
                                        .map(it -> it.properties().path("IntegrationUri")),
                                SYNTHESISED.resources("AWS::Lambda::EventSourceMapping").stream()
                                        .map(it -> it.properties().path("FunctionName")),
                                SYNTHESISED.resources("AWS::Events::Rule").stream()
                                        .map(it -> it.properties().at("/Targets/0/Arn")),
                                SYNTHESISED.resources("AWS::ApiGatewayV2::Authorizer").stream()
                                        .map(it -> it.properties().path("AuthorizerUri")),
                                SYNTHESISED.resources("AWS::Lambda::Permission").stream()
                                        .map(it -> it.properties().path("FunctionName")))
                        .flatMap(it -> it)
                        .map(SYNTHESISED::text);

        assertThat(called).isNotEmpty().allMatch(text -> text.contains(":live"));
    }

    @Test
    void areRolledBackWhenTheyFail() {
        assertThat(SYNTHESISED.resources("AWS::CodeDeploy::DeploymentGroup"))
                .hasSameSizeAs(LambdaFunction.values())
                .allSatisfy(group -> {
                    assertThat(group.properties().path("DeploymentConfigName").asText())
                            .isEqualTo("CodeDeployDefault.LambdaCanary10Percent5Minutes");
                    assertThat(group.properties().at("/AutoRollbackConfiguration/Events"))
                            .map(JsonNode::asText)
                            .contains("DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_FAILURE");
                    assertThat(group.properties().at("/AlarmConfiguration/Alarms")).hasSize(1);
                });
    }

    @Test
    void takeOrdersOneByOneWithTimeToSpare() {
        var source = SYNTHESISED.resources("AWS::Lambda::EventSourceMapping").getFirst();
        var queue = SYNTHESISED.named("AWS::SQS::Queue", "QueueName", "tollgate-delivery");

        assertThat(source.properties().at("/FunctionResponseTypes/0").asText())
                .isEqualTo("ReportBatchItemFailures");
        assertThat(queue.properties().path("VisibilityTimeout").asLong())
                .isGreaterThan(LambdaFunction.DELIVERY.timeout().toSeconds());
        assertThat(SYNTHESISED.text(queue.properties().at("/RedrivePolicy/deadLetterTargetArn")))
                .endsWith(":tollgate-delivery-dead");
    }

    @Test
    void getTheVariablesThatWhoeverDeploysGivesThem() {
        var given =
                Synthesised.of(
                        Map.of(
                                "variables",
                                Map.of(
                                        "EXTERNAL_AGENT_RATE_LIMIT_FAIL_OPEN", "false",
                                        "EXTERNAL_AGENT_WEBHOOK_RETRY_ATTEMPTS", "5")));
        var invocation =
                given.named(
                        "AWS::Lambda::Function",
                        "FunctionName",
                        Synthesised.functionName("invocation"));
        var delivery =
                given.named(
                        "AWS::Lambda::Function",
                        "FunctionName",
                        Synthesised.functionName("delivery"));

        assertThat(invocation.properties().at("/Environment/Variables").properties())
                .anyMatch(it -> it.getKey().equals("EXTERNAL_AGENT_RATE_LIMIT_FAIL_OPEN"))
                .noneMatch(it -> it.getKey().equals("EXTERNAL_AGENT_WEBHOOK_RETRY_ATTEMPTS"));
        assertThat(
                        delivery.properties()
                                .at("/Environment/Variables/EXTERNAL_AGENT_WEBHOOK_RETRY_ATTEMPTS")
                                .asText())
                .isEqualTo("5");
    }

    private static Resource deployed(LambdaFunction function) {
        return SYNTHESISED.named(
                "AWS::Lambda::Function", "FunctionName", Synthesised.functionName(function.id()));
    }

    private static Map<String, String> variables(Resource function) {
        return function.properties().at("/Environment/Variables").properties().stream()
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey,
                                variable ->
                                        Objects.requireNonNull(
                                                SYNTHESISED.text(variable.getValue()))));
    }
}
