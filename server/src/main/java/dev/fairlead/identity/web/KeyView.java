package dev.fairlead.identity.web;

import dev.fairlead.identity.SshKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A person's public key for scripts. */
record KeyView(
        long id,
        String label,
        String kind,
        String fingerprint,
        Instant created,
        @Nullable Instant used) {
    static KeyView of(SshKey key) {
        return new KeyView(
                key.id(), key.label(), key.kind(), key.fingerprint(), key.created(), key.used());
    }
}
