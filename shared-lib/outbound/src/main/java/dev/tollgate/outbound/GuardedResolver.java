package dev.tollgate.outbound;

import dev.tollgate.domain.outbound.AddressRules;
import dev.tollgate.domain.outbound.WebhookUrls;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves a name once and gives the connection the very addresses that were checked. A second
 * lookup after the check could answer differently (DNS rebinding), so there is none. One private
 * address among public ones refuses the whole name: nobody publishes such a mixture in good faith.
 */
final class GuardedResolver implements DnsResolver {
    /** Bounds how long a name with many dead addresses can keep a call busy. */
    private static final int MOST_ADDRESSES = 4;

    private final AddressLookup lookup;
    private final boolean loopback;

    GuardedResolver(AddressLookup lookup, boolean loopback) {
        this.lookup = lookup;
        this.loopback = loopback;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        if (loopback && host.equals(WebhookUrls.LOOPBACK_HOST)) {
            return new InetAddress[] {InetAddress.ofLiteral(host)};
        }
        var addresses = lookup.all(host);
        if (addresses.isEmpty()) {
            throw new UnknownHostException(host);
        }
        if (!addresses.stream().allMatch(AddressRules::isPublic)) {
            throw new NotPublic(host);
        }
        return addresses.stream().limit(MOST_ADDRESSES).toArray(InetAddress[]::new);
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
