package dev.fairlead.local;

import dev.fairlead.protocol.StoredFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The files that jobs kept, in a folder each, where the server would have them as blobs. */
record Shelf(Path folder) {
    StoredFile keep(Path job, String name, Path file) throws IOException {
        var kept = folder.resolve(job).resolve(name);
        Files.createDirectories(kept.resolve("..").normalize());
        Files.copy(file, kept, StandardCopyOption.REPLACE_EXISTING);
        return new StoredFile(name, sha256(kept), Files.size(kept));
    }

    /** Of two files of one name and content it does not matter which. */
    void fetch(StoredFile wanted, Path to) throws IOException {
        try (var jobs = Files.newDirectoryStream(folder)) {
            for (var job : jobs) {
                var kept = job.resolve(wanted.name());
                if (Files.isRegularFile(kept) && sha256(kept).equals(wanted.sha256())) {
                    Files.copy(kept, to, StandardCopyOption.REPLACE_EXISTING);
                    return;
                }
            }
        }
        throw new IOException(wanted.name() + " is not kept any more");
    }

    private static String sha256(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            var digest = MessageDigest.getInstance("SHA-256");
            var buffer = new byte[64 * 1024];
            for (var n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
