package dev.fairlead.platform;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator may choose, read once at the start from environment variables or from the
 * file that {@code FAIRLEAD_CONFIG} names. Everything has a default that works on one machine.
 *
 * @param data the folder of everything that must not be lost, and of nothing else
 * @param shared the folder of what several servers on one database have in common: blobs, keys,
 *     tokens; the data folder itself where there is one server
 * @param bind the address to listen on
 * @param baseUrl how people and agents reach this server; without a slash at the end
 * @param sshPort where git is spoken over SSH, on the same address; null for nowhere
 * @param databaseUrl your own PostgreSQL as a JDBC address, or null for the bundled one
 * @param adminPassword the administrator's first password, or null to have one made
 * @param localAgent whether the server starts an agent of each pool beside itself
 * @param tlsCertificate PEM file of the certificate chain, or null for plain HTTP
 * @param tlsKey PEM file of the certificate's key; given exactly when the certificate is
 * @param trustedProxies addresses whose {@code X-Forwarded-…} headers are believed
 * @param lease how long an agent may be silent before its job counts as lost; a server, before an
 *     import that it ran is begun anew
 * @param hostLooks how often each host of an environment is asked what it runs
 * @param webhookTimeout how long a receiver of a webhook may take; after three times that a
 *     delivery whose server was killed goes out again
 * @param maxBody the largest request body in bytes, except for pushes and uploaded artifacts
 * @param maxPush the bytes that one push may send
 * @param maxObject the bytes of the largest object that a push may hold
 * @param allowedOutbound hosts and ranges beyond the public internet that webhooks and imports may
 *     reach
 * @param smtp the mail server, or null for none
 * @param secretKey what encrypts stored secrets, in Base64, or null for a key in the data folder
 */
public record Settings(
        Path data,
        Path shared,
        String bind,
        int httpPort,
        URI baseUrl,
        @Nullable Integer sshPort,
        @Nullable String databaseUrl,
        @Nullable String adminPassword,
        boolean localAgent,
        @Nullable Path tlsCertificate,
        @Nullable Path tlsKey,
        List<String> trustedProxies,
        Duration lease,
        Duration webhookTimeout,
        Duration hostLooks,
        long maxBody,
        long maxPush,
        long maxObject,
        List<String> allowedOutbound,
        @Nullable Smtp smtp,
        @Nullable String secretKey) {

    public Settings {
        if ((tlsCertificate == null) != (tlsKey == null)) {
            throw new StartRefused(
                    "FAIRLEAD_TLS_CERT and FAIRLEAD_TLS_KEY belong together, but only one is set.",
                    "Set both to the paths of PEM files, or neither.");
        }
        trustedProxies = List.copyOf(trustedProxies);
        allowedOutbound = List.copyOf(allowedOutbound);
    }

    /** Whether other servers may use the same database. */
    public boolean isOneOfSeveral() {
        return !shared.equals(data);
    }

    /** Whether browsers reach the server over TLS, so that cookies must not travel without it. */
    public boolean secure() {
        return "https".equals(baseUrl.getScheme());
    }
}
