package dev.fairlead.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The token by which the server knows this agent. The agent makes it once and keeps it in its work
 * folder, where only its own user can read it.
 *
 * @param fresh whether it was made just now, so that no server knows it
 */
record Identity(String token, boolean fresh) {
    private static final String FILE = "identity";

    static Identity in(Path work) throws IOException {
        var file = work.resolve(FILE);
        try {
            return new Identity(Files.readString(file).strip(), false);
        } catch (NoSuchFileException _) {
            return new Identity(make(work, file), true);
        }
    }

    /** The same, but leaves nothing of it that the job could read. */
    static Identity takenFrom(Path work) throws IOException {
        var identity = in(work);
        Files.delete(work.resolve(FILE));
        return identity;
    }

    private static String make(Path work, Path file) throws IOException {
        var bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        var token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        var owner = PosixFilePermissions.fromString("rw-------");
        var temporary =
                Files.createTempFile(
                        work, FILE, ".new", PosixFilePermissions.asFileAttribute(owner));
        Files.writeString(temporary, token + "\n");
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        return token;
    }
}
