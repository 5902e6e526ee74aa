package dev.tollgate.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;

@NeedsNode
final class SettingsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    name              | Tollgate       | context name is 'Tollgate'; accepted: 1 to 20 of a-z 0-9 -
                    cache             | memcached      | context cache is 'memcached'; accepted: nodes, serverless
                    natGateways       | 3              | context natGateways is 3; accepted: 1 or 2
                    natGateways       | one            | context natGateways is 'one'; accepted: a whole number
                    requestsPerSecond | 0              | context requestsPerSecond must be 1 or more, deliveriesAtOnce 2 or more
                    authorizerCacheSeconds | 3601      | context authorizerCacheSeconds is 3601; accepted: 0 to 3600
                    domainName        | gate.example.com | context domainName needs certificateArn
                    """)
    void saysWhatIsWrongWithTheContext(String key, String value, String complaint) {
        assertThatThrownBy(() -> settings(Map.of(key, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(complaint);
    }

    @Test
    void refusesVariablesThatNoFunctionReads() {
        assertThatThrownBy(() ->
                        settings(Map.of("variables", Map.of("EXTERNAL_AGENT_RATE_LIMIT", "5"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "context variables has [EXTERNAL_AGENT_RATE_LIMIT]; accepted: [")
                .hasMessageContaining("EXTERNAL_AGENT_RATE_LIMIT_FAIL_OPEN");
    }

    @Test
    void namesEverythingAfterTheDeployment() {
        var settings = settings(Map.of("name", "gate-eu"));

        assertThat(settings.tablePrefix()).isEqualTo("gate_eu_");
        assertThat(settings.secretPrefix()).isEqualTo("gate-eu/");
    }

    private static Settings settings(Map<String, Object> context) {
        return Settings.of(new App(AppProps.builder().context(context).build()).getNode());
    }
}
