package dev.tollgate.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.dynamodb.Table;
import dev.tollgate.infrastructure.Synthesised.Resource;
import dev.tollgate.lambda.LambdaFunction;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What each function may do, read from the template, one line for each verb and resource. */
@NeedsNode
final class LeastPrivilegeTest {
    private static final Synthesised SYNTHESISED = Synthesised.USUAL;

    /** The network interfaces that Lambda makes, and X-Ray, have no resources to name. */
    private static final Set<String> NAMELESS = Set.of("ec2", "xray");

    @TestFactory
    Stream<DynamicTest> mayDoWhatIsListedAndNoMore() {
        return Arrays.stream(LambdaFunction.values())
                .map(function ->
                        DynamicTest.dynamicTest(
                                function.id(),
                                () ->
                                        GoldenText.compare(
                                                "policies/" + function.id() + ".txt",
                                                String.join("\n", allowed(function)) + "\n")));
    }

    @TestFactory
    Stream<DynamicTest> namesVerbsAndResources() {
        return Arrays.stream(LambdaFunction.values())
                .map(function ->
                        DynamicTest.dynamicTest(
                                function.id(),
                                () ->
                                        assertThat(allowed(function))
                                                .allSatisfy(
                                                        LeastPrivilegeTest::namesVerbAndResource)));
    }

    private static void namesVerbAndResource(String line) {
        var service = line.substring(0, line.indexOf(':'));
        var verb = line.substring(service.length() + 1, line.indexOf(' '));

        assertThat(verb).doesNotContain("*");
        if (!NAMELESS.contains(service)) {
            assertThat(line).doesNotEndWith(" *");
        }
    }

    @Test
    void letsFunctionsOnlyAddToTheAudit() {
        // The function that shows the audit adds who had it verified.
        assertThat(functionsThatMay("dynamodb:.*Item table/tollgate_audit"))
                .doesNotContain(LambdaFunction.AUTHORIZER);
        assertThat(
                        functionsThatMay(
                                "dynamodb:.*(Put|Update|Delete|Write)Item table/tollgate_audit_seals"))
                .containsOnly(LambdaFunction.MAINTENANCE);
        assertThat(allAllowed())
                .filteredOn(line -> line.contains("table/" + Table.AUDIT.name("tollgate_")))
                .isNotEmpty()
                .noneMatch(line ->
                        line.matches("dynamodb:(BatchWrite|Update|Delete|PartiQL)[A-Za-z]* .*"));
    }

    @Test
    void letsOnlyWhoSealsOrShowsTheAuditReadIt() {
        assertThat(functionsThatMay("dynamodb:(Query|GetItem|BatchGetItem) table/tollgate_audit.*"))
                .isSubsetOf(LambdaFunction.AUDIT, LambdaFunction.MAINTENANCE)
                .contains(LambdaFunction.AUDIT);
    }

    @Test
    void letsOnlyRegistrationChangeAgentsAndTheirSecrets() {
        assertThat(
                        functionsThatMay(
                                "dynamodb:(Put|Update|Delete)Item"
                                        + " table/tollgate_external_agents"))
                .containsExactly(LambdaFunction.REGISTRATION);
        assertThat(functionsThatMay("secretsmanager:(Create|Put|Update|Delete).*"))
                .containsExactly(LambdaFunction.REGISTRATION);
    }

    @Test
    void letsAlarmsSuspendAgentsOnlyWhereTheyAreToldTo() {
        var suspending =
                Synthesised.of(
                        Map.of("variables", Map.of("ALARM_SUSPENDS_EXHAUSTED_AGENTS", "true")));
        var suspend = "dynamodb:PutItem table/tollgate_external_agents";

        assertThat(allowed(SYNTHESISED, LambdaFunction.ALARMS)).doesNotContain(suspend);
        assertThat(allowed(suspending, LambdaFunction.ALARMS)).contains(suspend);
    }

    @Test
    void letsOnlyWhoCallsOrRegistersAgentsReadTheirSecrets() {
        assertThat(functionsThatMay("secretsmanager:GetSecretValue .*/agents/.*"))
                .containsExactlyInAnyOrder(
                        LambdaFunction.REGISTRATION,
                        LambdaFunction.INVOCATION,
                        LambdaFunction.DELIVERY);
    }

    @Test
    void letsTheKeyBeUsedOnlyByWayOfServices() {
        assertThat(allAllowed())
                .filteredOn(line -> line.startsWith("kms:"))
                .isNotEmpty()
                .allMatch(line -> line.contains(" via "));
    }

    @Test
    void hasNoPolicyBesideTheRoles() {
        var roles =
                SYNTHESISED.resources("AWS::IAM::Role").stream()
                        .filter(role ->
                                role.properties().toString().contains("lambda.amazonaws.com"))
                        .toList();

        assertThat(roles).hasSameSizeAs(LambdaFunction.values());
        assertThat(roles)
                .allSatisfy(role -> {
                    assertThat(role.properties().has("ManagedPolicyArns")).isFalse();
                    assertThat(role.properties().has("Policies")).isFalse();
                });
    }

    private static List<LambdaFunction> functionsThatMay(String expression) {
        return Arrays.stream(LambdaFunction.values())
                .filter(function ->
                        allowed(function).stream().anyMatch(line -> line.matches(expression)))
                .toList();
    }

    private static List<String> allAllowed() {
        return Arrays.stream(LambdaFunction.values())
                .flatMap(function -> allowed(function).stream())
                .toList();
    }

    private static Set<String> allowed(LambdaFunction function) {
        return allowed(SYNTHESISED, function);
    }

    private static Set<String> allowed(Synthesised synthesised, LambdaFunction function) {
        var deployed =
                synthesised.named(
                        "AWS::Lambda::Function",
                        "FunctionName",
                        Synthesised.functionName(function.id()));
        var role = synthesised.text(deployed.properties().path("Role"));
        return synthesised.resources("AWS::IAM::Policy").stream()
                .filter(policy -> belongsTo(synthesised, policy, role))
                .flatMap(policy ->
                        Synthesised.values(policy.properties().at("/PolicyDocument/Statement")))
                .filter(statement -> statement.path("Effect").asText().equals("Allow"))
                .flatMap(statement -> lines(synthesised, statement))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean belongsTo(Synthesised synthesised, Resource policy, String role) {
        return Synthesised.values(policy.properties().path("Roles"))
                .anyMatch(it -> synthesised.text(it).equals(role));
    }

    private static Stream<String> lines(Synthesised synthesised, JsonNode statement) {
        var via =
                Synthesised.values(statement.at("/Condition/StringEquals/kms:ViaService"))
                        .map(synthesised::text)
                        .map(service -> service.replace(".eu-central-1.amazonaws.com", ""))
                        .collect(Collectors.joining(", "));
        return Synthesised.values(statement.path("Action"))
                .flatMap(action ->
                        Synthesised.values(statement.path("Resource"))
                                .map(resource ->
                                        action.asText()
                                                + " "
                                                + shortened(synthesised.text(resource))
                                                + (via.isEmpty() ? "" : " via " + via)));
    }

    private static String shortened(String arn) {
        return arn.replaceFirst("arn:aws:[a-z]+:eu-central-1:111122223333:", "");
    }
}
