package dev.fairlead.outbound;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Which addresses belong to the public internet. Everything else leads to somebody's inside. */
final class AddressRules {
    private static final List<AddressRange> INSIDE =
            Stream.of(
                            "0.0.0.0/8",
                            "10.0.0.0/8",
                            "100.64.0.0/10",
                            "127.0.0.0/8",
                            "169.254.0.0/16",
                            "172.16.0.0/12",
                            "192.0.0.0/24",
                            "192.0.2.0/24",
                            "192.168.0.0/16",
                            "198.18.0.0/15",
                            "198.51.100.0/24",
                            "203.0.113.0/24",
                            "224.0.0.0/3",
                            // Where Azure answers its virtual machines, in the middle of the
                            // public.
                            "168.63.129.16",
                            "2001::/23",
                            "2001:db8::/32",
                            "3fff::/20")
                    .map(AddressRange::parse)
                    .toList();

    private static final AddressRange ANY_V4 = AddressRange.parse("0.0.0.0/0");
    private static final AddressRange GLOBAL_V6 = AddressRange.parse("2000::/3");
    private static final AddressRange MAPPED = mapped();
    private static final AddressRange NAT64 = AddressRange.parse("64:ff9b::/96");
    private static final AddressRange SIX_TO_FOUR = AddressRange.parse("2002::/16");

    private AddressRules() {}

    static boolean isPublic(InetAddress address) {
        var meant = unwrap(address);
        return (ANY_V4.contains(meant) || GLOBAL_V6.contains(meant))
                && INSIDE.stream().noneMatch(range -> range.contains(meant));
    }

    /** The IPv4 address that a gateway makes of an IPv6 address; others are what they are. */
    static InetAddress unwrap(InetAddress address) {
        var bytes = address.getAddress();
        if (MAPPED.contains(address) || NAT64.contains(address)) {
            return v4(Arrays.copyOfRange(bytes, 12, 16));
        }
        return SIX_TO_FOUR.contains(address) ? v4(Arrays.copyOfRange(bytes, 2, 6)) : address;
    }

    private static InetAddress v4(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("This is a bug: four bytes are an address", e);
        }
    }

    /** Java reads {@code ::ffff:0:0} as IPv4, so it is made from its bytes. */
    private static AddressRange mapped() {
        var bytes = new byte[16];
        bytes[10] = (byte) 0xff;
        bytes[11] = (byte) 0xff;
        try {
            return new AddressRange(Inet6Address.getByAddress(null, bytes, -1), 96);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("This is a bug: sixteen bytes are an address", e);
        }
    }
}
