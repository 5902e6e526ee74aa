package dev.tollgate.lambda;

import dev.tollgate.domain.OrganisationId;

/**
 * {@code AGENT_GATEWAY_ORGANISATION}: the organisation that settings of the deployment are about,
 * such as its administrator and where its alarms go.
 */
public final class HomeOrganisation {
    private static final OrganisationId USUAL =
            new OrganisationId("org_00000000000000000000000000");

    private HomeOrganisation() {}

    public static OrganisationId of(Environment environment) {
        return environment.choice(
                "AGENT_GATEWAY_ORGANISATION",
                USUAL,
                "org_ and 26 characters of base 32",
                OrganisationId::new);
    }
}
