package dev.fairlead.secret;

import dev.fairlead.platform.StartRefused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The key of 256 bits that seals every value, and the four bytes that it goes by.
 *
 * <p>From FAIRLEAD_SECRET_KEY, or else from a file that only the server's user can read and that
 * the first start makes.
 */
final class MasterKey {
    static final int NAME = 4;
    private static final int LENGTH = 32;

    private final SecretKeySpec aes;
    private final byte[] name;

    private MasterKey(byte[] bytes) {
        aes = new SecretKeySpec(bytes, "AES");
        name = Arrays.copyOf(sha256(bytes), NAME);
    }

    static MasterKey of(@Nullable String given, Path file) {
        if (given != null) {
            return parse(given, "FAIRLEAD_SECRET_KEY");
        }
        try {
            if (!Files.exists(file)) {
                make(file);
            }
            return parse(Files.readString(file).strip(), file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    SecretKeySpec aes() {
        return aes;
    }

    byte[] name() {
        return name;
    }

    private static MasterKey parse(String text, String where) {
        try {
            var bytes = Base64.getDecoder().decode(text);
            if (bytes.length == LENGTH) {
                return new MasterKey(bytes);
            }
        } catch (IllegalArgumentException _) {
            // Told below: the value itself is never shown.
        }
        throw new StartRefused(
                where + ": must be 32 random bytes in Base64.",
                "Make one with: head -c 32 /dev/urandom | base64");
    }

    /** Durable before anything is sealed with it. */
    private static void make(Path file) throws IOException {
        var folder = file.toAbsolutePath().getParent();
        Files.createDirectories(
                folder,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        var bytes = new byte[LENGTH];
        new SecureRandom().nextBytes(bytes);
        var fresh =
                Files.createTempFile(
                        folder,
                        "key",
                        ".new",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                fresh,
                Base64.getEncoder().encodeToString(bytes) + "\n",
                StandardOpenOption.WRITE,
                StandardOpenOption.SYNC);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        try (var entry = FileChannel.open(folder, StandardOpenOption.READ)) {
            entry.force(true);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This is a bug: every Java has SHA-256", e);
        }
    }
}
