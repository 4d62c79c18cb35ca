package dev.fairlead.identity.web;

import dev.fairlead.platform.StartRefused;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/** The proxies in front of the server, as addresses or networks. */
record TrustedProxies(List<IpAddressMatcher> networks) {
    static TrustedProxies of(List<String> networks) {
        return new TrustedProxies(networks.stream().map(TrustedProxies::network).toList());
    }

    boolean contains(String address) {
        return networks.stream().anyMatch(network -> network.matches(address));
    }

    /**
     * The last of the forwarded addresses that is no trusted proxy; the peer where there is none.
     */
    String client(String peer, List<String> forwarded) {
        var client = peer;
        for (var address : forwarded.reversed()) {
            if (!isAddress(address)) {
                return client;
            }
            client = address;
            if (!contains(address)) {
                return client;
            }
        }
        return client;
    }

    static List<String> entries(String header) {
        return Arrays.stream(header.split(","))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .toList();
    }

    private static boolean isAddress(String text) {
        try {
            return !InetAddress.ofLiteral(text).getHostAddress().isEmpty();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static IpAddressMatcher network(String network) {
        try {
            return new IpAddressMatcher(network);
        } catch (IllegalArgumentException _) {
            throw new StartRefused(
                    "FAIRLEAD_TRUSTED_PROXIES names \"" + network + "\", which is no address.",
                    "Give addresses or networks, such as 10.0.0.7 or 10.0.0.0/24.");
        }
    }
}
