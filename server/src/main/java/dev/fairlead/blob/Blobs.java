package dev.fairlead.blob;

import dev.fairlead.platform.Settings;
import dev.fairlead.problem.Problem;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Bytes addressed by their SHA-256. Written to a temporary name, synced, renamed, the folder
 * synced, before any row names them. Git packs are {@link NamedFiles}.
 */
@Component
public class Blobs {
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    /** Below the folder that servers share. */
    static final String FOLDER = "blobs/sha256";

    private final Path folder;

    @Autowired
    Blobs(Settings settings) {
        this(settings.shared().resolve(FOLDER));
    }

    Blobs(Path folder) {
        this.folder = folder;
        Folders.create(folder);
    }

    /**
     * Stores the stream; the same bytes twice are one blob.
     *
     * @throws dev.fairlead.problem.Problem 413 naming the limit when the stream is longer
     */
    public Blob store(InputStream bytes, long limit) throws IOException {
        var temporary = folder.resolve(UUID.randomUUID() + Folders.TEMPORARY);
        try {
            var blob = write(bytes, temporary, limit);
            var parent = folder.resolve(blob.sha256().substring(0, 2));
            Folders.create(parent);
            if (!isKeptAnew(path(blob.sha256()))) {
                Folders.move(temporary, path(blob.sha256()));
            }
            // Also where it was there already: another upload may not have come as far as this.
            Folders.sync(parent);
            return blob;
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Makes a blob young again, so that nobody collects it; false where there is none. */
    private static boolean isKeptAnew(Path file) throws IOException {
        try {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
            return true;
        } catch (NoSuchFileException _) {
            return false;
        }
    }

    /** Opens a blob. */
    public InputStream open(String sha256) throws IOException {
        return new BufferedInputStream(Files.newInputStream(path(sha256)), 1 << 16);
    }

    public boolean exists(String sha256) {
        return Files.isRegularFile(path(sha256));
    }

    /** How many bytes a blob has. */
    public long size(String sha256) {
        try {
            return Files.size(path(sha256));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Blob write(InputStream bytes, Path file, long limit) throws IOException {
        var digest = sha256();
        var size = 0L;
        try (var out = FileChannel.open(file, Folders.NEW)) {
            var buffer = new byte[1 << 16];
            for (int read; (read = bytes.read(buffer)) >= 0; ) {
                size += read;
                if (size > limit) {
                    throw Problem.tooLarge(
                            "The upload is larger than " + limit + " bytes, which is the limit.");
                }
                digest.update(buffer, 0, read);
                var rest = ByteBuffer.wrap(buffer, 0, read);
                while (rest.hasRemaining()) {
                    out.write(rest);
                }
            }
            out.force(true);
        }
        return new Blob(HexFormat.of().formatHex(digest.digest()), size);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path path(String sha256) {
        if (!SHA_256.matcher(sha256).matches()) {
            throw new IllegalArgumentException("Not a SHA-256: " + sha256);
        }
        return folder.resolve(sha256.substring(0, 2)).resolve(sha256);
    }
}
