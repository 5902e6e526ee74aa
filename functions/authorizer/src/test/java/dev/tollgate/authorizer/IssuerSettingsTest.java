package dev.tollgate.authorizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.identity.Role;
import dev.tollgate.identity.Issuer;
import dev.tollgate.lambda.Environment;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class IssuerSettingsTest {
    private static final String FULL =
            """
            [{"issuer": "https://id.example.com/", "jwks_uri": "https://id.example.com/keys",
              "audience": "tollgate", "organisation": "org_00000000000000000000000001",
              "roles_claim": "groups", "roles": {"ops": "operator", "boss": "owner"}}]\
            """;

    @Test
    void readsIssuers() {
        assertThat(of(FULL))
                .isEqualTo(
                        List.of(
                                new Issuer(
                                        "https://id.example.com/",
                                        URI.create("https://id.example.com/keys"),
                                        "tollgate",
                                        new OrganisationId("org_00000000000000000000000001"),
                                        "groups",
                                        Map.of("ops", Role.OPERATOR, "boss", Role.OWNER))));
        assertThat(of(FULL.replace("\"roles_claim\": \"groups\", ", "")))
                .extracting(Issuer::rolesClaim)
                .containsExactly("roles");
        assertThat(IssuerSettings.of(Environment.of(Map.of()))).isEmpty();
        assertThat(of("[]")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    \"tollgate\"                  | 5                    | #/audience is the number 5; accepted: text.
                    \"roles_claim\"               | \"role_claim\"         | #/role_claim is not known
                    \"operator\"                  | \"root\"               | #/roles has 'root'; accepted: owner
                    https://id.example.com/keys | http://id.example.com/ | not an https URL: http://id.example.com/
                    https://id.example.com/keys | http://127.0.0.1:1/    | not an https URL: http://127.0.0.1:1/
                    org_00000000000000000000000001 | org_1               | not an id
                    {"ops"                      | ["ops"               | #
                    """)
    void saysWhatIsWrong(String part, String instead, String complaint) {
        assertThatIllegalStateException()
                .isThrownBy(() -> of(FULL.replace(part, instead)))
                .withMessageStartingWith("OIDC_ISSUERS ")
                .withMessageContaining(complaint);
    }

    @Test
    void refusesAnIssuerThatIsNamedTwice() {
        var twice = FULL.substring(0, FULL.length() - 1) + "," + FULL.substring(1);

        assertThatIllegalStateException()
                .isThrownBy(() -> of(twice))
                .withMessageContaining("twice the same issuer: https://id.example.com/");
    }

    @Test
    void allowsKeysOfThisMachineWhereLoopbackIsAllowed() {
        var local = FULL.replace("https://id.example.com/keys", "http://127.0.0.1:1/keys");

        assertThat(
                        IssuerSettings.of(
                                Environment.of(
                                        Map.of(
                                                "OIDC_ISSUERS",
                                                local,
                                                "ALLOW_LOOPBACK_WEBHOOKS",
                                                "true"))))
                .hasSize(1);
    }

    private static List<Issuer> of(String text) {
        return IssuerSettings.of(Environment.of(Map.of("OIDC_ISSUERS", text)));
    }
}
