package dev.tollgate.domain.outbound;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which addresses are public. An IPv4 address is unless a special-purpose block holds it; an IPv6
 * address is only inside 2000::/3, the one block given out for global unicast, and outside the
 * special ones there.
 *
 * @see <a href="https://www.iana.org/assignments/iana-ipv4-special-registry">IANA IPv4
 *     special-purpose registry</a>
 * @see <a href="https://www.iana.org/assignments/iana-ipv6-special-registry">IANA IPv6
 *     special-purpose registry</a>
 */
public final class AddressRules {
    private static final List<Block> NOT_PUBLIC_4 =
            blocks(
                    "0.0.0.0/8", // this network
                    "10.0.0.0/8", // private use
                    "100.64.0.0/10", // shared, carrier-grade NAT; some clouds' metadata
                    "127.0.0.0/8", // loopback
                    "169.254.0.0/16", // link-local; the AWS, Azure and Google metadata services
                    "172.16.0.0/12", // private use
                    "192.0.0.0/24", // protocol assignments; Oracle's metadata
                    "192.0.2.0/24", // documentation
                    "192.88.99.0/24", // 6to4 relays, withdrawn
                    "192.168.0.0/16", // private use
                    "198.18.0.0/15", // benchmarks
                    "198.51.100.0/24", // documentation
                    "203.0.113.0/24", // documentation
                    "224.0.0.0/4", // multicast
                    "240.0.0.0/4"); // reserved, broadcast

    private static final List<Block> GLOBAL_6 = blocks("2000::/3");

    /** 6to4 and Teredo carry an IPv4 address to tunnels nobody serves webhooks on: all refused. */
    private static final List<Block> NOT_PUBLIC_6 =
            blocks(
                    "2001::/23", // protocol assignments: Teredo, benchmarks, ORCHID
                    "2001:db8::/32", // documentation
                    "2002::/16", // 6to4
                    "3fff::/20"); // documentation

    /** DNS64 answers with these on networks that speak IPv6 only (RFC 6052). */
    private static final Block NAT64 = Block.of("64:ff9b::/96");

    private static final Block MAPPED = Block.of("::ffff:0:0/96");

    private AddressRules() {}

    public static boolean isPublic(InetAddress address) {
        return isPublic(address.getAddress());
    }

    private static boolean isPublic(byte[] bytes) {
        if (bytes.length == 4) {
            return NOT_PUBLIC_4.stream().noneMatch(it -> it.holds(bytes));
        }
        if (NAT64.holds(bytes) || MAPPED.holds(bytes)) {
            return isPublic(Arrays.copyOfRange(bytes, 12, 16));
        }
        return GLOBAL_6.stream().anyMatch(it -> it.holds(bytes))
                && NOT_PUBLIC_6.stream().noneMatch(it -> it.holds(bytes));
    }

    private static List<Block> blocks(String... cidrs) {
        return Stream.of(cidrs).map(Block::of).toList();
    }

    /** The addresses that share their first bits. */
    private record Block(List<Byte> prefix, int bits) {
        static Block of(String cidr) {
            var slash = cidr.indexOf('/');
            var bytes = literal(cidr.substring(0, slash));
            var prefix = IntStream.range(0, bytes.length).mapToObj(i -> bytes[i]).toList();
            return new Block(prefix, Integer.parseInt(cidr.substring(slash + 1)));
        }

        /** The JDK makes an IPv4 address of a mapped one, and a prefix must not be that. */
        private static byte[] literal(String text) {
            var bytes = InetAddress.ofLiteral(text).getAddress();
            if (text.indexOf(':') < 0 || bytes.length == 16) {
                return bytes;
            }
            var mapped = new byte[16];
            mapped[10] = -1;
            mapped[11] = -1;
            System.arraycopy(bytes, 0, mapped, 12, 4);
            return mapped;
        }

        boolean holds(byte[] address) {
            if (address.length != prefix.size()) {
                return false;
            }
            for (var bit = 0; bit < bits; bit++) {
                var mask = 0x80 >> (bit % 8);
                if ((address[bit / 8] & mask) != (prefix.get(bit / 8) & mask)) {
                    return false;
                }
            }
            return true;
        }
    }
}
