package dev.fairlead.agent.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The file from which an HAProxy takes the states of its servers when it starts ({@code
 * load-server-state-from-file}). It is whole at every moment: a reload may read it at any.
 *
 * @param there the host on which it lies; null for the agent's own
 */
record StateFile(String path, @Nullable BalancerHost there) {
    /** What the first line of {@code show servers state} says: the version of its form. */
    private static final String FORM = "1";

    void write(String states) throws IOException {
        if (!states.startsWith(FORM + "\n")) {
            throw new IOException(
                    "HAProxy told its servers' states in a form that is not known; "
                            + path
                            + " was left as it is.");
        }
        var bytes = states.getBytes(StandardCharsets.ISO_8859_1);
        try {
            if (there == null) {
                write(bytes);
            } else {
                there.keep(path, bytes);
            }
        } catch (IOException e) {
            throw new IOException(
                    "The state file %s could not be written: %s. A reload would forget which servers are out."
                            .formatted(path, RuntimeSocket.why(e)),
                    e);
        }
    }

    private void write(byte[] bytes) throws IOException {
        var file = Path.of(path);
        var fresh = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID());
        try {
            Files.write(fresh, bytes);
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-r--r--"));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
