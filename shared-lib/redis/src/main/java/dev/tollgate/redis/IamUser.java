package dev.tollgate.redis;

import java.util.regex.Pattern;

/**
 * Who a process is to an ElastiCache with <a
 * href="https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html">IAM
 * authentication</a>. It needs {@code elasticache:Connect} on the cache and on the user.
 *
 * @param name the user's id, which is its name too
 * @param cache id of the replication group, or name of the serverless cache
 */
public record IamUser(String name, String cache, boolean serverless) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,39}");
    private static final Pattern CACHE = Pattern.compile("[a-z][a-z0-9-]{0,39}");

    public IamUser {
        if (!NAME.matcher(name).matches() || !CACHE.matcher(cache).matches()) {
            throw new IllegalArgumentException("not a user of a cache: " + name + " of " + cache);
        }
    }

    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** ElastiCache keeps the names of caches in lower case, and signs them so. */
    static boolean isCache(String text) {
        return CACHE.matcher(text).matches();
    }
}
