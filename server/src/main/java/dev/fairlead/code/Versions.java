package dev.fairlead.code;

import java.io.Serializable;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.regex.Pattern;

/** Orders names by the numbers in them: v1.9 before v1.10. */
final class Versions implements Comparator<String>, Serializable {
    private static final long serialVersionUID = 1;
    private static final Pattern PARTS = Pattern.compile("\\d+|\\D+");

    @Override
    public int compare(String one, String other) {
        var left = PARTS.matcher(one);
        var right = PARTS.matcher(other);
        while (left.find()) {
            if (!right.find()) {
                return 1;
            }
            var order = parts(left.group(), right.group());
            if (order != 0) {
                return order;
            }
        }
        return right.find() ? -1 : one.compareTo(other);
    }

    private static int parts(String one, String other) {
        return isNumber(one) && isNumber(other)
                ? new BigInteger(one).compareTo(new BigInteger(other))
                : one.compareTo(other);
    }

    private static boolean isNumber(String part) {
        return part.charAt(0) >= '0' && part.charAt(0) <= '9';
    }
}
