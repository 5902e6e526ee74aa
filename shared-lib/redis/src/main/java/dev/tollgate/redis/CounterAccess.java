package dev.tollgate.redis;

/** What the functions' user may do on a server with access control. */
public final class CounterAccess {
    /**
     * The user's <a href="https://valkey.io/topics/acl/">rules</a>: commands that scripts run are
     * checked too. Keys of organisations and of the tallies, and no others; nothing that lists,
     * copies, flushes or configures.
     */
    public static final String RULES =
            "on ~{org_*}:* ~{tallies}:* -@all +@read +@write +@connection -@dangerous"
                    + " +evalsha +script|load +info +time";

    private CounterAccess() {}
}
