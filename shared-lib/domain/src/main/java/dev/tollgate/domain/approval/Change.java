package dev.tollgate.domain.approval;

import dev.tollgate.domain.AgentId;
import dev.tollgate.domain.ApprovalId;
import dev.tollgate.domain.InvocationId;

/**
 * A step as those who watch see it.
 *
 * @param sequence in the organisation, from 1, without a gap
 * @param status after it
 */
public record Change(
        long sequence,
        ApprovalId approval,
        AgentId agent,
        InvocationId invocation,
        Step step,
        ApprovalStatus status) {}
