package dev.tollgate.domain.lineage;

import dev.tollgate.domain.identity.ExternalIdentity;
import java.util.Optional;

/**
 * Who made a call, and from where.
 *
 * @param principal {@code key_…} or {@code usr_…}
 * @param address the IP address the request came from
 */
public record Caller(
        String principal, Optional<String> team, ExternalIdentity onBehalfOf, String address) {}
