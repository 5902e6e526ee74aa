package dev.tollgate.infrastructure;

import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import io.github.cdklabs.cdknag.NagPackProps;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;

/**
 * The AwsSolutions rules of <a href="https://github.com/cdklabs/cdk-nag">cdk-nag</a>: nothing is
 * found that is not explained where it stands.
 */
@NeedsNode
final class NagTest {
    @TestFactory
    Stream<DynamicTest> findsNothingUnexplained() {
        return Stream.of(
                        Map.<String, Object>of(),
                        Map.<String, Object>of("cache", "serverless"),
                        Map.<String, Object>of(
                                "domainName", "gate.example.com",
                                "certificateArn",
                                        "arn:aws:acm:eu-central-1:111122223333:certificate/a",
                                "alarmEmail", "operators@example.com",
                                "variables",
                                        Map.of(
                                                "EXTERNAL_AGENT_ALLOWED_WEBHOOK_DOMAINS",
                                                "example.com")))
                .flatMap(context ->
                        stacks(context)
                                .map(stack ->
                                        DynamicTest.dynamicTest(
                                                stack.getStackName() + " " + context.keySet(),
                                                () -> hasNoFinding(stack))));
    }

    private static Stream<Stack> stacks(Map<String, Object> context) {
        var app = new App(AppProps.builder().context(context).build());
        var all = Deployment.of(app, Settings.of(app.getNode()), new Packages(Checkout.root()));
        Aspects.of(app).add(new AwsSolutionsChecks(NagPackProps.builder().verbose(true).build()));
        return Stream.of(all.data(), all.network(), all.cache(), all.gate(), all.observability());
    }

    private static void hasNoFinding(Stack stack) {
        var rule = Match.stringLikeRegexp("AwsSolutions-.*");
        var annotations = Annotations.fromStack(stack);

        annotations.hasNoError("*", rule);
        annotations.hasNoWarning("*", rule);
    }
}
