package dev.fairlead.agent.ssh;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import org.apache.sshd.common.util.security.SecurityUtils;

/** Reads private keys as {@code ssh-keygen} writes them. What is wrong with one never shows it. */
final class PrivateKeys {
    private PrivateKeys() {}

    /** One that opens nothing. */
    static KeyPair none() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has Ed25519", e);
        }
    }

    static KeyPair read(String name, String text) throws IOException {
        // Whoever pastes a key into a form loses its last line break, without which it has no end.
        var whole = text.replace("\r\n", "\n").strip() + "\n";
        try (var in = new ByteArrayInputStream(whole.getBytes(StandardCharsets.UTF_8))) {
            var pairs = SecurityUtils.loadKeyPairIdentities(null, () -> name, in, null);
            if (pairs != null) {
                for (var pair : pairs) {
                    return pair;
                }
            }
        } catch (GeneralSecurityException | IOException | RuntimeException _) {
            // Told below: its own words could quote it.
        }
        throw new IOException(
                "The secret %s is no private key without a passphrase, as ssh-keygen -t ed25519 -N '' makes one."
                        .formatted(name));
    }
}
