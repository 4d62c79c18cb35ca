package dev.fairlead.identity;

import dev.fairlead.problem.Problem;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Set;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.digest.BuiltinDigests;

/** Reads public keys as people paste them. */
final class PublicKeys {
    private static final int LONGEST = 16 * 1024;
    private static final int LEAST_RSA = 3_072;
    private static final Set<String> KINDS =
            Set.of(
                    "ssh-ed25519",
                    "ecdsa-sha2-nistp256",
                    "ecdsa-sha2-nistp384",
                    "ecdsa-sha2-nistp521",
                    "ssh-rsa",
                    "sk-ssh-ed25519@openssh.com",
                    "sk-ecdsa-sha2-nistp256@openssh.com");

    /** A key that was read: its line without the comment, and its fingerprint. */
    record Read(String line, String fingerprint, String comment) {}

    private PublicKeys() {}

    /**
     * Reads one line of a {@code .pub} file.
     *
     * @throws Problem 400 for anything else, saying what was found
     */
    static Read read(String text) {
        if (text.length() > LONGEST) {
            throw refused(
                    "is at most %d characters, this has %d".formatted(LONGEST, text.length()));
        }
        var line = text.strip();
        if (line.contains("PRIVATE KEY")) {
            throw refused(
                    "is wanted, this is a private key: keep it to yourself, and make another");
        }
        if (line.isEmpty() || line.chars().anyMatch(c -> c < ' ')) {
            throw refused("is one line, such as \"ssh-ed25519 AAAA… you@host\"");
        }
        var words = line.split(" +", 3);
        if (!KINDS.contains(words[0])) {
            throw refused(
                    "begins with its kind, without options before it: ssh-ed25519, ecdsa-sha2-…, ssh-rsa or sk-…; this begins with \"%s\""
                            .formatted(words[0].substring(0, Math.min(40, words[0].length()))));
        }
        var key = key(words[0] + " " + (words.length > 1 ? words[1] : ""));
        if (key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() < LEAST_RSA) {
            throw refused(
                    "of RSA has at least %d bits, this has %d: ssh-keygen -t ed25519 makes a good one"
                            .formatted(LEAST_RSA, rsa.getModulus().bitLength()));
        }
        return new Read(
                PublicKeyEntry.toString(key),
                fingerprint(key),
                words.length > 2 ? words[2].strip() : "");
    }

    /** As OpenSSH shows it. */
    static String fingerprint(PublicKey key) {
        return KeyUtils.getFingerPrint(BuiltinDigests.sha256, key);
    }

    private static PublicKey key(String line) {
        try {
            var entry = AuthorizedKeyEntry.parseAuthorizedKeyEntry(line);
            var key = entry.resolvePublicKey(null, PublicKeyEntryResolver.FAILING);
            if (key == null) {
                throw refused("of this kind is not understood here");
            }
            return key;
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw refused("could not be read: it may be cut off (" + e.getMessage() + ")");
        }
    }

    private static Problem refused(String rule) {
        return Problem.invalid("key", "key: a public key " + rule + ".");
    }
}
