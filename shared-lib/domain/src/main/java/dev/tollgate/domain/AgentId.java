package dev.tollgate.domain;

/** A registered external agent. */
public record AgentId(String value) implements Comparable<AgentId>, SecretHolder {
    public static final String PREFIX = "agt_";

    public AgentId {
        Ulid.checked(PREFIX, value);
    }

    @Override
    public int compareTo(AgentId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
