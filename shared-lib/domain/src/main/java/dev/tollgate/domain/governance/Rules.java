package dev.tollgate.domain.governance;

import dev.tollgate.domain.admission.OrganisationLimits;
import dev.tollgate.domain.approval.ApprovalRules;
import dev.tollgate.domain.policy.PolicySet;

/** What decides on the calls of one organisation, beside the settings of each agent. */
public record Rules(PolicySet policies, OrganisationLimits limits, ApprovalRules approvals) {}
