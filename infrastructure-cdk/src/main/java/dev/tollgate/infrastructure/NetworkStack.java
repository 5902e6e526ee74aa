package dev.tollgate.infrastructure;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.ec2.FlowLogDestination;
import software.amazon.awscdk.services.ec2.FlowLogOptions;
import software.amazon.awscdk.services.ec2.GatewayVpcEndpointAwsService;
import software.amazon.awscdk.services.ec2.GatewayVpcEndpointOptions;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpointAwsService;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpointOptions;
import software.amazon.awscdk.services.ec2.Peer;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.SubnetConfiguration;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/**
 * Where the functions run. Those that call nobody are inside, in subnets without any route out: AWS
 * is reached through endpoints. Those that call agents have the one way out, by NAT, for TLS only
 * and, where domains are listed, for these only.
 */
final class NetworkStack extends Stack {
    static final int ZONES = 2;
    static final int REDIS_PORT = 6379;

    private static final int TLS_PORT = 443;
    private static final String INSIDE = "inside";
    private static final String OUTWARD = "outward";

    private final Vpc vpc;
    private final SecurityGroup inside;
    private final SecurityGroup outward;
    private final SecurityGroup cache;

    NetworkStack(Construct scope, Settings settings) {
        super(
                scope,
                settings.name() + "-network",
                StackProps.builder().description("Tollgate: network").build());
        vpc = vpc(settings);
        inside = group("Inside", "Functions that call AWS and the counters only");
        outward = group("Outward", "Functions that call agents");
        cache = group("Cache", "The counters");
        endpoints();
        serve(inside, "AWS; these subnets have no route to anybody else");
        serve(outward, "AWS and agents");
        webhookDomains(settings).ifPresent(domains -> DomainFirewall.on(this, vpc, domains));
    }

    private void serve(SecurityGroup functions, String whom) {
        functions.addEgressRule(Peer.anyIpv4(), Port.tcp(TLS_PORT), whom);
        functions.addEgressRule(cache, Port.tcp(REDIS_PORT), "The counters");
        cache.addIngressRule(functions, Port.tcp(REDIS_PORT), "The functions");
    }

    private static Optional<List<String>> webhookDomains(Settings settings) {
        return Optional.ofNullable(
                        settings.variables().get("EXTERNAL_AGENT_ALLOWED_WEBHOOK_DOMAINS"))
                .map(text ->
                        Arrays.stream(text.split(","))
                                .map(String::strip)
                                .filter(domain -> !domain.isEmpty())
                                .toList())
                .filter(domains -> !domains.isEmpty());
    }

    private Vpc vpc(Settings settings) {
        return Vpc.Builder.create(this, "Vpc")
                .maxAzs(ZONES)
                .natGateways(settings.natGateways())
                .restrictDefaultSecurityGroup(false)
                .subnetConfiguration(
                        List.of(
                                subnets("public", SubnetType.PUBLIC, 26),
                                subnets(OUTWARD, SubnetType.PRIVATE_WITH_EGRESS, 20),
                                subnets(INSIDE, SubnetType.PRIVATE_ISOLATED, 20)))
                .gatewayEndpoints(
                        new TreeMap<>(
                                Map.of(
                                        "DynamoDb", gateway(GatewayVpcEndpointAwsService.DYNAMODB),
                                        "S3", gateway(GatewayVpcEndpointAwsService.S3))))
                .flowLogs(
                        Map.of(
                                "FlowLog",
                                FlowLogOptions.builder()
                                        .destination(
                                                FlowLogDestination.toCloudWatchLogs(
                                                        LogGroup.Builder.create(this, "Flows")
                                                                .retention(RetentionDays.ONE_MONTH)
                                                                .build()))
                                        .build()))
                .build();
    }

    private static SubnetConfiguration subnets(String name, SubnetType type, int mask) {
        var subnets = SubnetConfiguration.builder().name(name).subnetType(type).cidrMask(mask);
        if (type == SubnetType.PUBLIC) {
            subnets.mapPublicIpOnLaunch(false);
        }
        return subnets.build();
    }

    private static GatewayVpcEndpointOptions gateway(GatewayVpcEndpointAwsService service) {
        return GatewayVpcEndpointOptions.builder().service(service).build();
    }

    private SecurityGroup group(String id, String description) {
        return SecurityGroup.Builder.create(this, id)
                .vpc(vpc)
                .description(description)
                .allowAllOutbound(false)
                .build();
    }

    private void endpoints() {
        var group = group("Endpoints", "Endpoints of AWS services");
        group.addIngressRule(inside, Port.tcp(TLS_PORT), "The functions");
        group.addIngressRule(outward, Port.tcp(TLS_PORT), "The functions");
        new TreeMap<>(
                        Map.of(
                                "Sqs", InterfaceVpcEndpointAwsService.SQS,
                                "SecretsManager", InterfaceVpcEndpointAwsService.SECRETS_MANAGER,
                                "Kms", InterfaceVpcEndpointAwsService.KMS,
                                "Logs", InterfaceVpcEndpointAwsService.CLOUDWATCH_LOGS))
                .forEach((id, service) ->
                        vpc.addInterfaceEndpoint(
                                id,
                                InterfaceVpcEndpointOptions.builder()
                                        .service(service)
                                        .open(false)
                                        .securityGroups(List.of(group))
                                        .subnets(only(INSIDE))
                                        .build()));
    }

    private static SubnetSelection only(String name) {
        return SubnetSelection.builder().subnetGroupName(name).build();
    }

    Vpc vpc() {
        return vpc;
    }

    SecurityGroup cache() {
        return cache;
    }

    /** Where a function that calls nobody runs, or one that does. */
    Place place(boolean callsAgents) {
        return callsAgents ? new Place(outward, only(OUTWARD)) : new Place(inside, only(INSIDE));
    }

    /** Subnets without a route out. */
    List<String> insideSubnets() {
        return vpc.selectSubnets(only(INSIDE)).getSubnetIds();
    }

    record Place(SecurityGroup group, SubnetSelection subnets) {}
}
