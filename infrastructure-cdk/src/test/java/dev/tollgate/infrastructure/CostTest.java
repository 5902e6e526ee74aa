package dev.tollgate.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/**
 * The quantities in the table of costs, which whoever deploys pays for by the hour or the month.
 */
@NeedsNode
final class CostTest {
    private static final Synthesised SYNTHESISED = Synthesised.USUAL;

    @Test
    void isWhatTheDocumentSays() throws IOException {
        var document = Files.readString(Checkout.root().resolve("docs/deploy.md"));
        var nodes = SYNTHESISED.resources("AWS::ElastiCache::ReplicationGroup").getFirst();

        assertThat(document)
                .contains(
                        "| NAT gateway | %d, by the hour".formatted(number("AWS::EC2::NatGateway")),
                        "| interface endpoints | %d services in %d zones"
                                .formatted(interfaceEndpoints(), NetworkStack.ZONES),
                        "| cache nodes | %s `%s` with Valkey"
                                .formatted(
                                        nodes.properties().path("NumCacheClusters"),
                                        nodes.properties().path("CacheNodeType").asText()),
                        "| %d alarms, %d dashboard |"
                                .formatted(
                                        number("AWS::CloudWatch::Alarm"),
                                        number("AWS::CloudWatch::Dashboard")),
                        "| secrets | %d, and one for each agent"
                                .formatted(number("AWS::SecretsManager::Secret")),
                        "| key | %d |".formatted(number("AWS::KMS::Key")));
    }

    private static long interfaceEndpoints() {
        return SYNTHESISED.resources("AWS::EC2::VPCEndpoint").stream()
                .filter(endpoint ->
                        endpoint.properties().path("VpcEndpointType").asText().equals("Interface"))
                .count();
    }

    private static int number(String type) {
        return SYNTHESISED.resources(type).size();
    }
}
