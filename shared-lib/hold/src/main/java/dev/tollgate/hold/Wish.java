package dev.tollgate.hold;

import dev.tollgate.domain.ApprovalId;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.approval.Voter;
import java.util.Optional;

/**
 * Somebody wants to decide on a held call.
 *
 * @param address that it comes from
 * @param seen the digest of what they have seen, if they say it
 */
public record Wish(
        OrganisationId organisation,
        ApprovalId approval,
        Voter voter,
        String address,
        Optional<String> seen) {}
