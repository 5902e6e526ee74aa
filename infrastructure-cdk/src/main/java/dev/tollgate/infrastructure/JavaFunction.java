package dev.tollgate.infrastructure;

import dev.tollgate.lambda.LambdaFunction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.codedeploy.AutoRollbackConfig;
import software.amazon.awscdk.services.codedeploy.ILambdaApplication;
import software.amazon.awscdk.services.codedeploy.LambdaDeploymentConfig;
import software.amazon.awscdk.services.codedeploy.LambdaDeploymentGroup;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.EventInvokeConfigOptions;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.SnapStartConf;
import software.amazon.awscdk.services.lambda.Tracing;
import software.amazon.awscdk.services.lambda.VersionOptions;
import software.amazon.awscdk.services.lambda.destinations.SqsDestination;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.services.sqs.IQueue;
import software.constructs.Construct;

/**
 * A function of the gate: its zip on the managed Java runtime with SnapStart, a role with nothing
 * but what the caller adds, a log group, and the alias {@code live} that everything calls. A new
 * version takes a tenth of the calls for five minutes, and is rolled back if it fails.
 */
final class JavaFunction extends Construct {
    /** Crashes and time-outs of one minute that are more than bad luck. */
    private static final int TOO_MANY_ERRORS = 3;

    private static final Duration MINUTE = Duration.minutes(1);

    /**
     * See <a
     * href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions">the
     * permissions</a> that Lambda needs to join a function to a network.
     */
    private static final List<String> NETWORK_INTERFACES =
            List.of(
                    "ec2:CreateNetworkInterface",
                    "ec2:DescribeNetworkInterfaces",
                    "ec2:DescribeSubnets",
                    "ec2:DeleteNetworkInterface",
                    "ec2:AssignPrivateIpAddresses",
                    "ec2:UnassignPrivateIpAddresses");

    private final Role role;
    private final Alias alias;
    private final Alarm errors;

    /**
     * What makes a function.
     *
     * @param memory in MB; with it comes a share of processors
     * @param atOnce how many may run at once, if that is held down
     */
    record Plan(
            LambdaFunction function,
            String name,
            Code code,
            int memory,
            Optional<Integer> atOnce,
            Map<String, String> variables,
            Vpc vpc,
            NetworkStack.Place place,
            List<PolicyStatement> policy) {}

    JavaFunction(Construct scope, ILambdaApplication application, Plan plan) {
        super(scope, plan.function().id());
        var logs =
                LogGroup.Builder.create(this, "Logs")
                        .logGroupName("/aws/lambda/" + plan.name())
                        .retention(RetentionDays.THREE_MONTHS)
                        .removalPolicy(RemovalPolicy.DESTROY)
                        .build();
        role = role(plan, logs);
        var function = function(plan, logs);
        // Network interfaces are made while the function is: it needs its whole policy by then.
        role.getNode().getChildren().forEach(function.getNode()::addDependency);
        alias =
                Alias.Builder.create(this, "Live")
                        .aliasName("live")
                        .version(function.getCurrentVersion())
                        .build();
        errors = errors(plan);
        var deployment =
                LambdaDeploymentGroup.Builder.create(this, "Deployment")
                        .application(application)
                        .alias(alias)
                        .deploymentConfig(LambdaDeploymentConfig.CANARY_10_PERCENT_5_MINUTES)
                        .alarms(List.of(errors))
                        .autoRollback(
                                AutoRollbackConfig.builder()
                                        .failedDeployment(true)
                                        .stoppedDeployment(true)
                                        .deploymentInAlarm(true)
                                        .build())
                        .build();
        Explained.finding(
                deployment,
                "AwsSolutions-IAM4",
                "Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSCodeDeployRoleForLambdaLimited",
                "CodeDeploy's own role: AWS keeps its policy to what a Lambda deployment needs.");
    }

    private Role role(Plan plan, LogGroup logs) {
        var all =
                Role.Builder.create(this, "Role")
                        .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
                        .description("What the function " + plan.name() + " may do")
                        .build();
        all.addToPolicy(
                PolicyStatement.Builder.create()
                        .sid("Log")
                        .actions(List.of("logs:CreateLogStream", "logs:PutLogEvents"))
                        .resources(List.of(logs.getLogGroupArn()))
                        .build());
        all.addToPolicy(
                PolicyStatement.Builder.create()
                        .sid("JoinTheNetwork")
                        .actions(NETWORK_INTERFACES)
                        .resources(List.of("*"))
                        .build());
        plan.policy().forEach(all::addToPolicy);
        Explained.finding(
                all,
                "AwsSolutions-IAM5",
                "Resource::*",
                "X-Ray has no resources, and the network interfaces of a function have no names"
                        + " before Lambda makes them; the function itself is denied them.");
        Explained.findings(
                all,
                "AwsSolutions-IAM5",
                "/^Resource::arn:.*:secretsmanager:.*:secret:/",
                "Secrets Manager adds six characters to the name of every secret, and those of"
                        + " agents come and go while the gate runs.");
        Explained.findings(
                all,
                "AwsSolutions-IAM5",
                "/^Resource::.*(Archive|Exports)[0-9A-F]{8}.*\\/\\*$/",
                "Files are named after what is in them, and come while the gate runs.");
        denyItself(all, plan);
        return all;
    }

    /** Lambda makes the network interfaces; the function's own code has no business with them. */
    private static void denyItself(Role role, Plan plan) {
        var stack = Stack.of(role);
        role.addToPolicy(
                PolicyStatement.Builder.create()
                        .sid("NotByItself")
                        .effect(Effect.DENY)
                        .actions(NETWORK_INTERFACES)
                        .resources(List.of("*"))
                        .conditions(
                                Map.of(
                                        "ArnEquals",
                                        Map.of(
                                                "lambda:SourceFunctionArn",
                                                List.of(
                                                        "arn:%s:lambda:%s:%s:function:%s"
                                                                .formatted(
                                                                        stack.getPartition(),
                                                                        stack.getRegion(),
                                                                        stack.getAccount(),
                                                                        plan.name())))))
                        .build());
    }

    private Function function(Plan plan, LogGroup logs) {
        var function =
                Function.Builder.create(this, "Function")
                        .functionName(plan.name())
                        .description("Tollgate: " + plan.function().id())
                        .runtime(Runtime.JAVA_25)
                        .architecture(Architecture.ARM_64)
                        .snapStart(SnapStartConf.ON_PUBLISHED_VERSIONS)
                        .code(plan.code())
                        .handler(plan.function().handler())
                        .memorySize(plan.memory())
                        .timeout(Duration.seconds(plan.function().timeout().toSeconds()))
                        .environment(plan.variables())
                        .tracing(Tracing.ACTIVE)
                        .role(role)
                        .logGroup(logs)
                        .vpc(plan.vpc())
                        .vpcSubnets(plan.place().subnets())
                        .securityGroups(List.of(plan.place().group()))
                        .currentVersionOptions(
                                VersionOptions.builder()
                                        .removalPolicy(RemovalPolicy.RETAIN)
                                        .build());
        plan.atOnce().ifPresent(function::reservedConcurrentExecutions);
        var built = function.build();
        Annotations.of(built)
                .acknowledgeWarning(
                        "@aws-cdk/aws-lambda:snapStartRequirePublish",
                        "The alias stands for a published version.");
        return built;
    }

    private Alarm errors(Plan plan) {
        return Alarm.Builder.create(this, "Errors")
                .alarmName(plan.name() + "-FunctionErrors")
                .alarmDescription("The function crashes or times out; a deployment is rolled back.")
                .metric(
                        alias.metricErrors(
                                MetricOptions.builder().period(MINUTE).statistic("Sum").build()))
                .threshold(TOO_MANY_ERRORS)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
                .evaluationPeriods(1)
                .treatMissingData(TreatMissingData.NOT_BREACHING)
                .build();
    }

    /**
     * Where an event goes that was given to the function without a caller waiting, and that it
     * could not take; see <a
     * href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html">what
     * Lambda keeps of it</a>.
     */
    void keepLostEvents(IQueue queue) {
        alias.configureAsyncInvoke(
                EventInvokeConfigOptions.builder().onFailure(new SqsDestination(queue)).build());
    }

    /** Of what is given to the function without a caller waiting, each is tried once, and soon. */
    void dropLateEvents(Duration age) {
        alias.configureAsyncInvoke(
                EventInvokeConfigOptions.builder().retryAttempts(0).maxEventAge(age).build());
    }

    /** What everything calls. */
    Alias alias() {
        return alias;
    }

    Alarm errors() {
        return errors;
    }
}
