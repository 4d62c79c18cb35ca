package dev.fairlead.outbound;

import dev.fairlead.platform.StartRefused;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What the administrator allows beyond the public internet: hosts by name, and ranges. */
record Allowed(Set<String> hosts, List<AddressRange> ranges) {
    private static final Pattern HOST = Pattern.compile("[a-z0-9_]([a-z0-9._-]*[a-z0-9_])?");
    private static final Pattern NUMERIC = Pattern.compile("[0-9.]+|.*[:/].*");

    static Allowed parse(List<String> entries) {
        var hosts = new HashSet<String>();
        var ranges = new ArrayList<AddressRange>();
        for (var entry : entries) {
            var text = entry.toLowerCase(Locale.ROOT);
            if (!NUMERIC.matcher(text).matches() && HOST.matcher(text).matches()) {
                hosts.add(text);
            } else {
                ranges.add(range(entry));
            }
        }
        return new Allowed(Set.copyOf(hosts), List.copyOf(ranges));
    }

    boolean host(String host) {
        return hosts.contains(host.toLowerCase(Locale.ROOT));
    }

    boolean address(InetAddress address) {
        var meant = AddressRules.unwrap(address);
        return ranges.stream().anyMatch(range -> range.contains(address) || range.contains(meant));
    }

    private static AddressRange range(String entry) {
        try {
            return AddressRange.parse(entry);
        } catch (IllegalArgumentException _) {
            throw new StartRefused(
                    "FAIRLEAD_ALLOWED_OUTBOUND: must be host names, addresses and ranges such as"
                            + " 10.1.0.0/16, was \""
                            + entry
                            + "\".",
                    "Correct FAIRLEAD_ALLOWED_OUTBOUND and start again.");
        }
    }
}
