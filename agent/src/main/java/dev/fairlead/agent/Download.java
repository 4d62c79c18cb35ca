package dev.fairlead.agent;

import dev.fairlead.agent.crypto.Sha256;
import dev.fairlead.protocol.JobSpec.RunHostStep.Artifact;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes what comes in to a file and believes it only when size and digest are right. */
final class Download {
    private Download() {}

    static Path to(Path file, InputStream bytes, Artifact expected) throws IOException {
        var digest = Sha256.of(expected.size());
        var size = 0L;
        try (var out = Files.newOutputStream(file)) {
            var buffer = new byte[64 * 1024];
            for (var n = bytes.read(buffer); n >= 0; n = bytes.read(buffer)) {
                size += n;
                if (size > expected.size()) {
                    break;
                }
                out.write(buffer, 0, n);
                digest.update(buffer, n);
            }
        }
        var found = digest.hex();
        if (size < expected.size()) {
            throw new IOException("%s ended after %d bytes".formatted(expected.name(), size));
        }
        if (size > expected.size() || !found.equals(expected.sha256())) {
            throw new RefusedException(
                    0,
                    "%s: the fetched bytes have SHA-256 %s, expected %s"
                            .formatted(expected.name(), found, expected.sha256()));
        }
        return file;
    }
}
