package dev.tollgate.testing;

import dev.tollgate.domain.approval.ApprovalSettings;

final class InMemoryApprovalSettingsTest extends ApprovalSettingsContract {
    private final ApprovalSettings settings = new InMemoryApprovalSettings();

    @Override
    protected ApprovalSettings settings() {
        return settings;
    }
}
