package dev.fairlead.identity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A public key that lets somebody, or something, in.
 *
 * @param owner whose it is; of a deploy key, who let it in and answers for it
 * @param publicKey the kind and the key in base64, as OpenSSH writes them
 * @param fingerprint {@code SHA256:…} as OpenSSH shows it
 * @param deploy what a deploy key is for; null for a person's key
 */
public record SshKey(
        long id,
        long owner,
        String label,
        String publicKey,
        String fingerprint,
        @Nullable Deploy deploy,
        Instant created,
        @Nullable Instant used) {
    /** The only repository that a key is for, and whether it may push there. */
    public record Deploy(long repository, long project, boolean writes) {}

    /** The kind of key, such as {@code ssh-ed25519}. */
    public String kind() {
        return publicKey.substring(0, publicKey.indexOf(' '));
    }
}
