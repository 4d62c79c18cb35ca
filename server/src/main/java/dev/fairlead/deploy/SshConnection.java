package dev.fairlead.deploy;

import org.jspecify.annotations.Nullable;

/**
 * A way to hosts over SSH, by a name that hosts and other ways go by.
 *
 * @param address where it leads; null for the address of the host that it is used for
 * @param hostKey the key that must be shown there, or its fingerprint; null where each host has its
 *     own
 * @param key the name of the secret that is the private key
 * @param jump the name of the way that it goes through; null for none
 * @param sudo whether all that is done there is done by {@code sudo -n}
 */
public record SshConnection(
        String name,
        String user,
        @Nullable String address,
        int port,
        @Nullable String hostKey,
        String key,
        @Nullable String jump,
        boolean sudo) {}
