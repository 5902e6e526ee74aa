package dev.tollgate.domain;

/** The tenant: scopes every key, query and cache entry. */
public record OrganisationId(String value) implements Comparable<OrganisationId> {
    public static final String PREFIX = "org_";

    public OrganisationId {
        Ulid.checked(PREFIX, value);
    }

    @Override
    public int compareTo(OrganisationId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
