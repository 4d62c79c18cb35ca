package dev.fairlead.blob;

import dev.fairlead.platform.Settings;
import dev.fairlead.work.Workers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Deletes blobs that no row names. A blob is written before its row, so young ones are left; who
 * stores the same bytes again makes them young. A blob is moved aside before it goes: bytes that
 * somebody stored between the question and the move are young then, and come back, and who stores
 * them after the move finds none and writes them anew.
 */
@Component
class BlobCollector {
    private static final Logger log = LoggerFactory.getLogger(BlobCollector.class);
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
    private static final String ASIDE = ".aside";

    /** How many are asked about at once. */
    private static final int BATCH = 10_000;

    /** Far longer than any upload takes until its row is there. */
    private static final Duration GRACE = Duration.ofDays(2);

    private final Path folder;
    private final Clock clock;
    private final List<BlobUse> uses;

    @Autowired
    BlobCollector(Settings settings, ObjectProvider<BlobUse> uses, Workers workers, Clock clock) {
        this(settings.shared().resolve(Blobs.FOLDER), uses.stream().toList(), clock);
        workers.loop(
                "blob-collector",
                "blob-collector",
                Duration.ofHours(6),
                () -> {
                    collect();
                    return false;
                });
    }

    BlobCollector(Path folder, List<BlobUse> uses, Clock clock) {
        if (uses.isEmpty()) {
            throw new IllegalArgumentException("This is a bug: nobody says which blobs are needed");
        }
        this.folder = folder;
        this.uses = uses;
        this.clock = clock;
    }

    /** What was let go. */
    record Collected(int blobs, long bytes) {
        Collected plus(Collected other) {
            return new Collected(blobs + other.blobs, bytes + other.bytes);
        }
    }

    Collected collect() {
        var before = clock.instant().minus(GRACE);
        var all = new Collected(0, 0);
        var batch = new HashMap<String, Path>();
        try (var shelves = Files.newDirectoryStream(folder, Files::isDirectory)) {
            for (var shelf : shelves) {
                batch.putAll(old(shelf, before));
                if (batch.size() >= BATCH) {
                    all = all.plus(letGo(batch, before));
                    batch.clear();
                }
            }
            all = all.plus(letGo(batch, before));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (all.blobs() > 0) {
            log.info("Let go of {} blobs that nothing names, {} bytes", all.blobs(), all.bytes());
        }
        return all;
    }

    /** The blobs of a folder that are not young, by their digests. */
    private static Map<String, Path> old(Path shelf, Instant before) throws IOException {
        var old = new HashMap<String, Path>();
        try (var files = Files.newDirectoryStream(shelf)) {
            for (var file : files) {
                var name = String.valueOf(file.getFileName());
                if (name.endsWith(ASIDE)) {
                    // A server died between its move and the end.
                    end(file, shelf.resolve(name.replace(ASIDE, "")), before);
                } else if (SHA_256.matcher(name).matches() && isOlder(file, before)) {
                    old.put(name, file);
                }
            }
        }
        return old;
    }

    private Collected letGo(Map<String, Path> batch, Instant before) throws IOException {
        var unused = new HashMap<>(batch);
        for (var use : uses) {
            if (!unused.isEmpty()) {
                unused.keySet().removeAll(use.used(unused.keySet()));
            }
        }
        var all = new Collected(0, 0);
        for (var file : unused.values()) {
            all = all.plus(letGo(file, before));
        }
        return all;
    }

    private static Collected letGo(Path file, Instant before) throws IOException {
        var aside = file.resolveSibling(file.getFileName() + ASIDE);
        try {
            var size = Files.size(file);
            Files.move(file, aside);
            return end(aside, file, before) ? new Collected(1, size) : new Collected(0, 0);
        } catch (NoSuchFileException _) {
            return new Collected(0, 0); // another server did it
        }
    }

    /** Deletes what is old; what became young comes back. */
    private static boolean end(Path aside, Path file, Instant before) throws IOException {
        if (isOlder(aside, before)) {
            return Files.deleteIfExists(aside);
        }
        if (!Files.exists(file)) {
            Folders.move(aside, file);
        }
        return false;
    }

    private static boolean isOlder(Path file, Instant than) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(than);
        } catch (NoSuchFileException _) {
            return false;
        }
    }
}
