package dev.tollgate.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.lambda.LambdaFunction;
import dev.tollgate.redis.CounterAccess;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The counters, of either kind. */
@NeedsNode
final class CacheTest {
    @Test
    void keepsCountersWhenMemoryIsShort() {
        var parameters = Synthesised.USUAL.resources("AWS::ElastiCache::ParameterGroup");

        assertThat(parameters.getFirst().properties().at("/Properties/maxmemory-policy").asText())
                .isEqualTo("noeviction");
    }

    @Test
    void speaksTlsAndOutlivesANode() {
        var nodes =
                Synthesised.USUAL
                        .resources("AWS::ElastiCache::ReplicationGroup")
                        .getFirst()
                        .properties();

        assertThat(nodes.path("TransitEncryptionMode").asText()).isEqualTo("required");
        assertThat(nodes.path("MultiAZEnabled").asBoolean()).isTrue();
        assertThat(nodes.path("AutomaticFailoverEnabled").asBoolean()).isTrue();
        assertThat(nodes.path("AuthToken").isMissingNode()).isTrue();
    }

    @Test
    void letsFunctionsInByTheirRolesWithCountingRightsOnly() {
        var user = Synthesised.USUAL.resources("AWS::ElastiCache::User").getFirst().properties();

        assertThat(user.at("/AuthenticationMode/Type").asText()).isEqualTo("iam");
        assertThat(user.path("UserId")).isEqualTo(user.path("UserName"));
        assertThat(user.path("AccessString").asText()).isEqualTo(CounterAccess.RULES);
    }

    @Test
    void canBeServerless() {
        var serverless = Synthesised.of(Map.of("cache", "serverless"));
        var invocation =
                serverless
                        .named(
                                "AWS::Lambda::Function",
                                "FunctionName",
                                Synthesised.functionName(LambdaFunction.INVOCATION.id()))
                        .properties()
                        .at("/Environment/Variables");

        assertThat(serverless.resources("AWS::ElastiCache::ReplicationGroup")).isEmpty();
        assertThat(serverless.resources("AWS::ElastiCache::ServerlessCache")).hasSize(1);
        assertThat(invocation.path("REDIS_IAM_SERVERLESS").asText()).isEqualTo("true");
        assertThat(serverless.text(invocation.path("REDIS_URL"))).startsWith("rediss://");
    }
}
