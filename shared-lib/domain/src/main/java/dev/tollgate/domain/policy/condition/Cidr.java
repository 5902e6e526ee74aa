package dev.tollgate.domain.policy.condition;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * A block of IPv4 or IPv6 addresses, written {@code 10.0.0.0/8} or {@code 2001:db8::/32}. Nothing
 * is ever looked up. An IPv4-mapped IPv6 address ({@code ::ffff:10.0.0.1}) is the IPv4 address it
 * carries, in blocks as in requests, so that neither spelling slips past the other.
 */
public final class Cidr {
    private static final Pattern V4 =
            Pattern.compile("(?:(?:0|[1-9][0-9]{0,2})\\.){3}(?:0|[1-9][0-9]{0,2})");
    private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}");
    private static final int MAPPED_BITS = 96;

    private final byte[] network;
    private final int prefix;

    private Cidr(byte[] network, int prefix) {
        this.network = network;
        this.prefix = prefix;
    }

    /**
     * Reads an address, a slash and a prefix length.
     *
     * @throws IllegalArgumentException if the text is no block, or has bits set beyond its prefix:
     *     usually a sign that another block was meant
     */
    public static Cidr parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || !text.substring(slash + 1).matches("0|[1-9][0-9]{0,2}")) {
            throw new IllegalArgumentException(
                    text + " has no prefix length; accepted: a block such as 10.0.0.0/8");
        }
        byte[] network = address(text.substring(0, slash));
        int written = Integer.parseInt(text.substring(slash + 1));
        boolean mapped = network.length == 4 && text.indexOf(':') >= 0;
        int prefix = mapped ? written - MAPPED_BITS : written;
        if (prefix < 0 || prefix > network.length * 8) {
            throw new IllegalArgumentException(
                    "/" + written + " is no prefix length for " + text.substring(0, slash));
        }
        if (!Arrays.equals(network, masked(network, prefix))) {
            throw new IllegalArgumentException(
                    text
                            + " has bits set beyond its prefix; the block is "
                            + new Cidr(masked(network, prefix), prefix));
        }
        return new Cidr(network, prefix);
    }

    /** The bytes of an address literal, 4 or 16. */
    static byte[] address(String literal) {
        boolean wellFormed =
                literal.indexOf(':') >= 0
                        ? V6.matcher(literal).matches()
                        : V4.matcher(literal).matches();
        if (!wellFormed) {
            throw new IllegalArgumentException(literal + " is no IPv4 or IPv6 address");
        }
        return InetAddress.ofLiteral(literal).getAddress();
    }

    boolean contains(byte[] address) {
        if (address.length != network.length) {
            return false;
        }
        int whole = prefix / 8;
        if (Arrays.mismatch(network, 0, whole, address, 0, whole) >= 0) {
            return false;
        }
        int rest = prefix % 8;
        return rest == 0 || ((network[whole] ^ address[whole]) & (0xff << (8 - rest)) & 0xff) == 0;
    }

    private static byte[] masked(byte[] address, int prefix) {
        byte[] masked = new byte[address.length];
        for (int bit = 0; bit < prefix; bit++) {
            masked[bit / 8] |= (byte) (address[bit / 8] & (0x80 >> (bit % 8)));
        }
        return masked;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cidr that
                && prefix == that.prefix
                && Arrays.equals(network, that.network);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(network) + prefix;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        if (network.length == 4) {
            for (byte part : network) {
                text.append(text.isEmpty() ? "" : ".").append(part & 0xff);
            }
        } else {
            text.append(Rfc5952.write(network));
        }
        return text.append('/').append(prefix).toString();
    }
}
