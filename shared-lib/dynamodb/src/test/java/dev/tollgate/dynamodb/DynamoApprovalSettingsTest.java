package dev.tollgate.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.domain.Ids;
import dev.tollgate.domain.admission.OrganisationLimits;
import dev.tollgate.domain.approval.ApprovalRules;
import dev.tollgate.domain.approval.ApprovalSettings;
import dev.tollgate.testing.ApprovalSettingsContract;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

final class DynamoApprovalSettingsTest extends ApprovalSettingsContract {
    private static final ApprovalSettings SETTINGS =
            new DynamoApprovalSettings(LocalTables.shared());

    @Override
    protected ApprovalSettings settings() {
        return SETTINGS;
    }

    @Test
    void standsBesideTheLimitsWithoutTouchingThem() {
        var organisation = new Ids(InstantSource.system(), new SecureRandom()).organisation();
        var limits = new DynamoLimits(LocalTables.shared());

        SETTINGS.replace(organisation, ApprovalRules.NONE.withVersion(1));

        assertThat(limits.find(organisation)).isEqualTo(OrganisationLimits.NONE);
    }
}
