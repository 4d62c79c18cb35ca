package dev.fairlead.agent.ssh;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.jspecify.annotations.Nullable;

/** The key that a host must have, and the one that it showed. */
final class PinnedKey {
    private static final String FINGERPRINT = "SHA256:[A-Za-z0-9+/]{43}";

    private final String place;
    private final String pinned;
    private volatile @Nullable PublicKey shown;
    private volatile boolean refused;

    PinnedKey(String place, String pinned) {
        this.place = place;
        this.pinned = pinned.strip();
    }

    /** The algorithm to ask for, so that a host of several keys shows the pinned one. */
    @Nullable String algorithm() {
        var kind = pinned.split(" ", 2)[0];
        return pinned.isEmpty() || pinned.matches(FINGERPRINT)
                ? null
                : kind.equals("ssh-rsa") ? "rsa-sha2-512,rsa-sha2-256" : kind;
    }

    boolean accepts(PublicKey key) {
        shown = key;
        refused = pinned.isEmpty() || !isPinned(key);
        return !refused;
    }

    private boolean isPinned(PublicKey key) {
        return pinned.matches(FINGERPRINT)
                ? fingerprint(key).equals(pinned)
                : line(key).equals(line(pinned));
    }

    /** Why the host was not believed; null when it was, or did not come to show a key. */
    @Nullable String refusal() {
        var key = shown;
        if (!refused || key == null) {
            return null;
        }
        return pinned.isEmpty()
                ? "%s shows the key %s, %s, and none is pinned yet (hostKey)."
                        .formatted(place, fingerprint(key), line(key))
                : "%s shows the key %s, but %s is pinned (hostKey). Nothing was sent to it. Find out whether the host was made anew or somebody is in between."
                        .formatted(place, fingerprint(key), told());
    }

    private String told() {
        if (pinned.matches(FINGERPRINT)) {
            return pinned;
        }
        try {
            return fingerprint(
                    PublicKeyEntry.parsePublicKeyEntry(line(pinned))
                            .resolvePublicKey(null, null, null));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException _) {
            return "\"" + pinned + "\", which is no key,";
        }
    }

    /** Without a comment. */
    private static String line(String text) {
        var words = text.split(" +", 3);
        return words.length < 2 ? text : words[0] + " " + words[1];
    }

    private static String line(PublicKey key) {
        return PublicKeyEntry.toString(key);
    }

    private static String fingerprint(PublicKey key) {
        return KeyUtils.getFingerPrint(BuiltinDigests.sha256, key);
    }
}
