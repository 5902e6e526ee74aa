package dev.tollgate.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.infrastructure.Synthesised.Resource;
import dev.tollgate.lambda.LambdaFunction;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who can reach whom. */
@NeedsNode
final class NetworkTest {
    private static final Synthesised SYNTHESISED = Synthesised.USUAL;

    @Test
    void hasOneWayOut() {
        assertThat(SYNTHESISED.resources("AWS::EC2::NatGateway")).hasSize(1);
        assertThat(SYNTHESISED.resources("AWS::EC2::Route"))
                .map(NetworkTest::way)
                .containsExactlyInAnyOrder(
                        "Vpcpublic by GatewayId",
                        "Vpcpublic by GatewayId",
                        "Vpcoutward by NatGatewayId",
                        "Vpcoutward by NatGatewayId");
    }

    private static String way(Resource route) {
        var by =
                Stream.of("GatewayId", "NatGatewayId")
                        .filter(route.properties()::has)
                        .findFirst()
                        .orElse("?");
        return route.id().replaceFirst("Subnet.*", "") + " by " + by;
    }

    @Test
    void letsOnlyWhoCallsAgentsOut() {
        var outward =
                Arrays.stream(LambdaFunction.values())
                        .filter(function -> isIn(SYNTHESISED, function, "Vpcoutward"));
        var inside =
                Arrays.stream(LambdaFunction.values())
                        .filter(function -> isIn(SYNTHESISED, function, "Vpcinside"));

        assertThat(outward)
                .containsExactlyInAnyOrder(LambdaFunction.INVOCATION, LambdaFunction.DELIVERY);
        assertThat(inside).hasSize(LambdaFunction.values().length - 2);
    }

    @Test
    void letsTheAuthorizerOutWhereItHasToFetchKeysOfIssuers() {
        var trusting = Synthesised.of(Map.of("variables", Map.of("OIDC_ISSUERS", "[]")));

        assertThat(isIn(SYNTHESISED, LambdaFunction.AUTHORIZER, "Vpcinside")).isTrue();
        assertThat(isIn(trusting, LambdaFunction.AUTHORIZER, "Vpcoutward")).isTrue();
    }

    private static boolean isIn(Synthesised synthesised, LambdaFunction function, String subnets) {
        var deployed =
                synthesised.named(
                        "AWS::Lambda::Function",
                        "FunctionName",
                        Synthesised.functionName(function.id()));
        return Synthesised.values(deployed.properties().at("/VpcConfig/SubnetIds"))
                .map(synthesised::text)
                .allMatch(subnet -> subnet.startsWith(subnets));
    }

    @Test
    void letsFunctionsSpeakTlsAndToTheCountersOnly() {
        var ports =
                SYNTHESISED.resources("AWS::EC2::SecurityGroup").stream()
                        .filter(group ->
                                group.properties()
                                        .path("GroupDescription")
                                        .asText()
                                        .startsWith("Functions"))
                        .flatMap(group ->
                                Synthesised.values(group.properties().path("SecurityGroupEgress")))
                        .map(rule -> rule.path("FromPort").asInt() + "-" + rule.path("ToPort"));

        assertThat(ports).containsExactly("443-443", "443-443");
        assertThat(SYNTHESISED.resources("AWS::EC2::SecurityGroupEgress"))
                .hasSize(2)
                .allMatch(rule -> rule.properties().path("FromPort").asInt() == 6379);
    }

    @Test
    void reachesAwsThroughEndpoints() {
        assertThat(SYNTHESISED.resources("AWS::EC2::VPCEndpoint"))
                .map(endpoint -> SYNTHESISED.text(endpoint.properties().path("ServiceName")))
                .containsExactlyInAnyOrder(
                        "com.amazonaws.eu-central-1.dynamodb",
                        "com.amazonaws.eu-central-1.s3",
                        "com.amazonaws.eu-central-1.sqs",
                        "com.amazonaws.eu-central-1.secretsmanager",
                        "com.amazonaws.eu-central-1.kms",
                        "com.amazonaws.eu-central-1.logs");
    }

    @Test
    void resolvesListedDomainsOnlyWhereDomainsAreListed() {
        var listed =
                Synthesised.of(
                        Map.of(
                                "variables",
                                Map.of(
                                        "EXTERNAL_AGENT_ALLOWED_WEBHOOK_DOMAINS",
                                        "discord.com, hooks.slack.com")));
        var domains =
                listed.resources("AWS::Route53Resolver::FirewallDomainList").stream()
                        .map(list -> Synthesised.values(list.properties().path("Domains")))
                        .map(list -> list.map(JsonNode::asText).toList());

        assertThat(SYNTHESISED.resources("AWS::Route53Resolver::FirewallRuleGroup")).isEmpty();
        assertThat(listed.resources("AWS::Route53Resolver::FirewallRuleGroupAssociation"))
                .hasSize(1);
        assertThat(domains)
                .containsExactlyInAnyOrder(
                        List.of(
                                "*.amazonaws.com",
                                "*.api.aws",
                                "discord.com",
                                "*.discord.com",
                                "hooks.slack.com",
                                "*.hooks.slack.com"),
                        List.of("*"));
    }
}
