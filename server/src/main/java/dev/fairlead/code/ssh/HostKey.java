package dev.fairlead.code.ssh;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.util.security.SecurityUtils;

/**
 * The key by which clients know this server again: Ed25519, in a file that only the server reads.
 */
record HostKey(KeyPair pair) {
    /** Reads the key, or makes one at the first start. */
    static HostKey of(Path file) throws IOException, GeneralSecurityException {
        if (!Files.exists(file)) {
            write(file, KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, 256));
        }
        try (var in = Files.newInputStream(file)) {
            var pairs = SecurityUtils.loadKeyPairIdentities(null, () -> file.toString(), in, null);
            for (var pair : pairs) {
                return new HostKey(pair);
            }
        }
        throw new IOException(file + " holds no key. Remove it, and another is made.");
    }

    /** As OpenSSH shows it to who connects for the first time. */
    String fingerprint() {
        return KeyUtils.getFingerPrint(BuiltinDigests.sha256, pair.getPublic());
    }

    private static void write(Path file, KeyPair pair)
            throws IOException, GeneralSecurityException {
        var bytes = new ByteArrayOutputStream();
        OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, "fairlead", null, bytes);
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(
                fresh,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(fresh, bytes.toByteArray(), StandardOpenOption.SYNC);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
