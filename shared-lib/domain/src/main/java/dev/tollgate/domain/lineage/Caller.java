package dev.tollgate.domain.lineage;

import dev.tollgate.domain.identity.ExternalIdentity;
import java.util.Optional;

/**
 * Who made a call, and from where.
 *
 * @param principal {@code key_…} or {@code usr_…}; {@code system} for what the gate does by itself
 * @param address the IP address the request came from; the name of the AWS service, as CloudTrail
 *     has it, where one asked for it
 */
public record Caller(
        String principal, Optional<String> team, ExternalIdentity onBehalfOf, String address) {
    /** Who asked, for people: the person on whose behalf if that is known. */
    public String shown() {
        return onBehalfOf.email().or(onBehalfOf::userId).orElse(principal);
    }
}
