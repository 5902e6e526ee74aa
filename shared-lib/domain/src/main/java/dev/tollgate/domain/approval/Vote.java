package dev.tollgate.domain.approval;

import java.time.Instant;
import java.util.Optional;

/**
 * Somebody agrees.
 *
 * @param approver their id
 * @param name for people to read
 */
public record Vote(String approver, String name, Instant at, Optional<String> comment) {}
