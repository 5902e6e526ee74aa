package dev.tollgate.domain.policy.condition;

import java.util.Optional;

/**
 * Where a call comes from, as far as the edge could tell. Country and address are read once, here,
 * rather than by every policy that asks for them.
 */
public final class Origin {
    private static final byte[] MALFORMED = {};
    private static final Origin UNKNOWN = new Origin(Optional.empty(), Optional.empty());

    private final Optional<String> country;
    private final Optional<String> ip;
    private final Optional<Country> knownCountry;
    private final byte[] address;

    /**
     * Takes what the edge reported, however odd: a malformed address fails the policies that ask
     * for it.
     *
     * @param country ISO 3166-1 alpha-2; anything else counts as unknown
     * @param ip an IPv4 or IPv6 literal
     */
    public Origin(Optional<String> country, Optional<String> ip) {
        this.country = country;
        this.ip = ip;
        this.knownCountry = country.flatMap(Country::reported);
        this.address = ip.map(Origin::read).orElse(MALFORMED);
    }

    public static Origin unknown() {
        return UNKNOWN;
    }

    public Optional<String> country() {
        return country;
    }

    public Optional<String> ip() {
        return ip;
    }

    Truth isIn(Iterable<Cidr> blocks) {
        if (ip.isEmpty()) {
            return Truth.UNDECIDED;
        }
        if (address.length == 0) {
            return Truth.FAILED;
        }
        for (Cidr block : blocks) {
            if (block.contains(address)) {
                return Truth.TRUE;
            }
        }
        return Truth.FALSE;
    }

    Optional<Country> knownCountry() {
        return knownCountry;
    }

    private static byte[] read(String ip) {
        try {
            return Cidr.address(ip);
        } catch (IllegalArgumentException malformed) {
            return MALFORMED;
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Origin that && country.equals(that.country) && ip.equals(that.ip);
    }

    @Override
    public int hashCode() {
        return 31 * country.hashCode() + ip.hashCode();
    }

    @Override
    public String toString() {
        return "Origin[country=" + country + ", ip=" + ip + "]";
    }
}
