package dev.tollgate.infrastructure;

import dev.tollgate.redis.CounterAccess;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.ArnFormat;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.elasticache.CfnParameterGroup;
import software.amazon.awscdk.services.elasticache.CfnReplicationGroup;
import software.amazon.awscdk.services.elasticache.CfnServerlessCache;
import software.amazon.awscdk.services.elasticache.CfnSubnetGroup;
import software.amazon.awscdk.services.elasticache.CfnUser;
import software.amazon.awscdk.services.elasticache.CfnUserGroup;
import software.constructs.Construct;

/**
 * The counters: Valkey on ElastiCache, over TLS, without a password: functions sign in with their
 * IAM roles. Nothing in it is lost for good with it; see docs/decisions.
 */
final class CacheStack extends Stack {
    private static final String ENGINE = "valkey";

    private final Settings settings;
    private final String user;
    private final Counters counters;

    CacheStack(Construct scope, Settings settings, NetworkStack network) {
        super(
                scope,
                settings.name() + "-cache",
                StackProps.builder().description("Tollgate: counters").build());
        this.settings = settings;
        this.user = settings.name() + "-functions";
        var users = users();
        counters =
                switch (settings.cache()) {
                    case NODES -> nodes(users, network);
                    case SERVERLESS -> serverless(users, network);
                };
    }

    /**
     * How a function reaches the counters.
     *
     * @param cache the name that IAM knows it by
     * @param arn of the cache
     */
    record Counters(String host, String port, String cache, String arn) {}

    /**
     * How full the counters are.
     *
     * @param metric of AWS/ElastiCache
     * @param limit in the metric's unit, from which on it is too much
     * @param dimensions of each part that is measured
     */
    record Fill(String metric, double limit, List<Map<String, String>> dimensions) {}

    private CfnUserGroup users() {
        var functions =
                CfnUser.Builder.create(this, "User")
                        .engine(ENGINE)
                        .userId(user)
                        .userName(user)
                        .accessString(CounterAccess.RULES)
                        .authenticationMode(Map.of("Type", "iam"))
                        .build();
        var group =
                CfnUserGroup.Builder.create(this, "Users")
                        .engine(ENGINE)
                        .userGroupId(user)
                        .userIds(List.of(user))
                        .build();
        group.getNode().addDependency(functions);
        return group;
    }

    private Counters nodes(CfnUserGroup users, NetworkStack network) {
        var parameters =
                CfnParameterGroup.Builder.create(this, "Parameters")
                        .cacheParameterGroupFamily("valkey8")
                        .description("Limits must not be dropped when memory is short")
                        .properties(Map.of("maxmemory-policy", "noeviction"))
                        .build();
        var subnets =
                CfnSubnetGroup.Builder.create(this, "Subnets")
                        .description("Inside")
                        .subnetIds(network.insideSubnets())
                        .build();
        var group =
                CfnReplicationGroup.Builder.create(this, "Nodes")
                        .replicationGroupId(settings.name())
                        .replicationGroupDescription("Tollgate's counters")
                        .engine(ENGINE)
                        .engineVersion("8.0")
                        .cacheNodeType(settings.cacheNodeType())
                        .numCacheClusters(NetworkStack.ZONES)
                        .automaticFailoverEnabled(true)
                        .multiAzEnabled(true)
                        .autoMinorVersionUpgrade(true)
                        .cacheParameterGroupName(parameters.getRef())
                        .cacheSubnetGroupName(subnets.getRef())
                        .securityGroupIds(List.of(network.cache().getSecurityGroupId()))
                        .port(NetworkStack.REDIS_PORT)
                        .transitEncryptionEnabled(true)
                        .transitEncryptionMode("required")
                        .atRestEncryptionEnabled(true)
                        .userGroupIds(List.of(users.getRef()))
                        .snapshotRetentionLimit(0)
                        .build();
        Explained.finding(
                group,
                "AwsSolutions-AEC5",
                "The port is no secret: only the functions' security groups reach it.");
        Explained.finding(
                group,
                "AwsSolutions-AEC6",
                "Users sign in with IAM (RBAC), which goes further than one shared token.");
        return new Counters(
                group.getAttrPrimaryEndPointAddress(),
                group.getAttrPrimaryEndPointPort(),
                settings.name(),
                arn("replicationgroup", settings.name()));
    }

    private Counters serverless(CfnUserGroup users, NetworkStack network) {
        var cache =
                CfnServerlessCache.Builder.create(this, "Serverless")
                        .serverlessCacheName(settings.name())
                        .description("Tollgate's counters")
                        .engine(ENGINE)
                        .majorEngineVersion("8")
                        .subnetIds(network.insideSubnets())
                        .securityGroupIds(List.of(network.cache().getSecurityGroupId()))
                        .userGroupId(users.getRef())
                        .build();
        return new Counters(
                cache.getAttrEndpointAddress(),
                cache.getAttrEndpointPort(),
                settings.name(),
                arn("serverlesscache", settings.name()));
    }

    private String arn(String resource, String name) {
        return formatArn(
                ArnComponents.builder()
                        .service("elasticache")
                        .resource(resource)
                        .resourceName(name)
                        .arnFormat(ArnFormat.COLON_RESOURCE_NAME)
                        .build());
    }

    Counters counters() {
        return counters;
    }

    /**
     * Of nodes, each measured for itself, the share of their memory; of a serverless cache, which
     * grows by itself, the bytes: more than a GB is more than Tollgate should ever count.
     */
    Fill fill() {
        return switch (settings.cache()) {
            case NODES ->
                    new Fill(
                            "DatabaseMemoryUsagePercentage",
                            75,
                            IntStream.rangeClosed(1, NetworkStack.ZONES)
                                    .mapToObj(node ->
                                            Map.of(
                                                    "CacheClusterId",
                                                    "%s-%03d".formatted(settings.name(), node)))
                                    .toList());
            case SERVERLESS ->
                    new Fill(
                            "BytesUsedForCache",
                            1e9,
                            List.of(Map.of("clusterId", settings.name())));
        };
    }

    /** What the functions sign in as. */
    String user() {
        return user;
    }

    String userArn() {
        return arn("user", user);
    }
}
