package dev.tollgate.domain.approval;

import dev.tollgate.domain.AgentId;
import java.util.Optional;

/** Which approvals to list; empty for all. */
public record ApprovalQuery(Optional<ApprovalStatus> status, Optional<AgentId> agent) {}
