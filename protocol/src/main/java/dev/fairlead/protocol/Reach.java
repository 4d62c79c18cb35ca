package dev.fairlead.protocol;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How an agent reaches a host that is not its own machine: over SSH.
 *
 * @param hostKey the host's public key as OpenSSH writes it, {@code ssh-ed25519 AAAA…}, or its
 *     fingerprint, {@code SHA256:…}; empty in a trial, which then only learns it
 * @param key the name of the job's secret that is the private key
 * @param sudo whether all that is done there is done by {@code sudo -n}
 * @param jump the host through which it goes; null for none
 */
public record Reach(
        String user,
        String address,
        int port,
        String hostKey,
        String key,
        boolean sudo,
        @Nullable Reach jump) {
    /** This way and those that it goes through, the host's first. */
    public List<Reach> chain() {
        return Stream.iterate(this, Objects::nonNull, Reach::jump).toList();
    }

    /** As {@code ssh} would name it. */
    public String place() {
        return user + "@" + address + ":" + port;
    }
}
