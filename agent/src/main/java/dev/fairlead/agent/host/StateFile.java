package dev.fairlead.agent.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;

/**
 * The file from which an HAProxy takes the states of its servers when it starts ({@code
 * load-server-state-from-file}). It is whole at every moment: a reload may read it at any.
 */
record StateFile(Path path) {
    /** What the first line of {@code show servers state} says: the version of its form. */
    private static final String FORM = "1";

    void write(String states) throws IOException {
        if (!states.startsWith(FORM + "\n")) {
            throw new IOException(
                    "HAProxy told its servers' states in a form that is not known; "
                            + path
                            + " was left as it is.");
        }
        var fresh = path.resolveSibling(path.getFileName() + "." + UUID.randomUUID());
        try {
            Files.writeString(fresh, states, StandardCharsets.ISO_8859_1);
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-r--r--"));
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new IOException(
                    "The state file %s could not be written: %s. A reload would forget which servers are out."
                            .formatted(path, e),
                    e);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
