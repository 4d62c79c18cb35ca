package dev.fairlead.outbound;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves a host once and lets through what may be reached. The client connects to exactly these
 * addresses and asks no resolver again, so a name that changes its mind in between gains nothing.
 */
final class Guard implements DnsResolver {
    /** Where names become addresses. */
    interface Names {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    private final Names names;
    private final Allowed allowed;

    Guard(Names names, Allowed allowed) {
        this.names = names;
        this.allowed = allowed;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        var found = names.resolve(host);
        if (!allowed.host(host)) {
            for (var address : found) {
                refuseInside(host, address);
            }
        }
        return found;
    }

    @Override
    public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
        return Arrays.stream(resolve(host))
                .map(address -> new InetSocketAddress(address, port))
                .toList();
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    /** One that leads inside spoils the name, or who owns it could choose by chance. */
    private void refuseInside(String host, InetAddress address) throws Refused {
        if (!AddressRules.isPublic(address) && !allowed.address(address)) {
            throw new Refused(sentence(host, address));
        }
    }

    private static String sentence(String host, InetAddress address) {
        var shown = address.getHostAddress();
        return "%s is not an address of the public internet. An administrator of the server can allow it with FAIRLEAD_ALLOWED_OUTBOUND."
                .formatted(
                        host.equals(shown) || host.equals("[" + shown + "]")
                                ? host
                                : host + " (" + shown + ")");
    }

    /** The address leads inside. An UnknownHostException, because a resolver throws no other. */
    static final class Refused extends UnknownHostException {
        private static final long serialVersionUID = 1;

        Refused(String sentence) {
            super(sentence);
        }
    }
}
