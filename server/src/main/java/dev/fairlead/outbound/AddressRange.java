package dev.fairlead.outbound;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.regex.Pattern;

/** Addresses with a common prefix, such as {@code 10.0.0.0/8} or {@code fd00::/8}. */
record AddressRange(InetAddress base, int bits) {
    private static final Pattern LITERAL = Pattern.compile("\\d+(\\.\\d+){3}|.*:.*");

    AddressRange {
        var most = base.getAddress().length * 8;
        if (bits < 0 || bits > most) {
            throw new IllegalArgumentException(
                    "prefix: must have 0 to %d bits, was %d".formatted(most, bits));
        }
    }

    /** One address is a range too; short forms such as {@code 10.1} mean too many things. */
    static AddressRange parse(String text) {
        var slash = text.indexOf('/');
        var literal = slash < 0 ? text : text.substring(0, slash);
        if (!LITERAL.matcher(literal).matches()) {
            throw new IllegalArgumentException("address: must be whole, was \"" + text + "\"");
        }
        var base = InetAddress.ofLiteral(literal);
        var bits =
                slash < 0
                        ? base.getAddress().length * 8
                        : Integer.parseInt(text.substring(slash + 1));
        return new AddressRange(base, bits);
    }

    boolean contains(InetAddress address) {
        var mine = base.getAddress();
        var other = address.getAddress();
        if (mine.length != other.length) {
            return false;
        }
        var whole = bits / 8;
        if (!Arrays.equals(mine, 0, whole, other, 0, whole)) {
            return false;
        }
        var rest = bits % 8;
        return rest == 0 || ((mine[whole] ^ other[whole]) & 0xff) >> (8 - rest) == 0;
    }
}
