package aigateway.outbound;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far an address reaches. An IPv6 address that carries an IPv4 one (mapped, compatible, NAT64, 6to4, Teredo) is
 * judged by what it carries.
 *
 * @see <a href="https://www.iana.org/assignments/iana-ipv4-special-registry/">IANA special-purpose addresses</a>
 */
enum Reach {
    PUBLIC,
    /** Loopback, private and carrier networks: only where the operator says so. */
    PRIVATE,
    /** Link-local, the clouds' metadata services, addresses that name no host: never. */
    NEVER;

    private static final List<Block> NEVER_BLOCKS = Block.list(
            "0.0.0.0/8", // "this host": connects to loopback
            "169.254.0.0/16",
            "100.100.100.200/32", // metadata of Alibaba Cloud
            "168.63.129.16/32", // wire server of Azure
            "192.0.0.192/32", // metadata of Oracle Cloud
            "224.0.0.0/4",
            "240.0.0.0/4",
            "::/128",
            "fe80::/10",
            "fd00:ec2::254/128", // metadata of AWS
            "fd20:ce::254/128", // metadata of Google Cloud
            "ff00::/8");

    private static final List<Block> PRIVATE_BLOCKS = Block.list(
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "::1/128",
            "fc00::/7",
            "fec0::/10");

    private static final Block COMPATIBLE = Block.of("::/96");
    private static final Block TRANSLATED = Block.of("::ffff:0:0:0/96");
    private static final Block NAT64 = Block.of("64:ff9b::/96");
    private static final Block LOCAL_NAT64 = Block.of("64:ff9b:1::/48");
    private static final Block SIX_TO_FOUR = Block.of("2002::/16");
    private static final Block TEREDO = Block.of("2001::/32");

    static Reach of(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (isIn(NEVER_BLOCKS, bytes)) {
            return NEVER;
        }
        if (isIn(PRIVATE_BLOCKS, bytes)) {
            return PRIVATE;
        }
        byte[] carried = address instanceof Inet4Address ? null : carried(bytes);
        return carried == null ? PUBLIC : of(address(carried));
    }

    private static byte @Nullable [] carried(byte[] bytes) {
        if (COMPATIBLE.contains(bytes)
                || TRANSLATED.contains(bytes)
                || NAT64.contains(bytes)
                || LOCAL_NAT64.contains(bytes)) {
            return Arrays.copyOfRange(bytes, 12, 16);
        }
        if (SIX_TO_FOUR.contains(bytes)) {
            return Arrays.copyOfRange(bytes, 2, 6);
        }
        if (TEREDO.contains(bytes)) {
            byte[] client = Arrays.copyOfRange(bytes, 12, 16);
            for (int i = 0; i < client.length; i++) {
                client[i] = (byte) ~client[i];
            }
            return client;
        }
        return null;
    }

    private static boolean isIn(List<Block> blocks, byte[] address) {
        for (Block block : blocks) {
            if (block.contains(address)) {
                return true;
            }
        }
        return false;
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("Not an address of 4 or 16 bytes", e);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Block(byte[] prefix, int bits) {

        static List<Block> list(String... texts) {
            return Arrays.stream(texts).map(Block::of).toList();
        }

        static Block of(String text) {
            int slash = text.indexOf('/');
            try {
                // A literal: nothing is looked up.
                byte[] prefix = InetAddress.getByName(text.substring(0, slash)).getAddress();
                return new Block(prefix, Integer.parseInt(text.substring(slash + 1)));
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException(text, e);
            }
        }

        boolean contains(byte[] address) {
            if (address.length != prefix.length) {
                return false;
            }
            int whole = bits / 8;
            for (int i = 0; i < whole; i++) {
                if (address[i] != prefix[i]) {
                    return false;
                }
            }
            int rest = bits % 8;
            return rest == 0 || ((address[whole] ^ prefix[whole]) & 0xff) >>> (8 - rest) == 0;
        }
    }
}
