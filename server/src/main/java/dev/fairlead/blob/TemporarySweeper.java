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
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Removes what a killed server left half written. No upload takes as long as the grace. */
@Component
class TemporarySweeper {
    static final Duration GRACE = Duration.ofHours(24);

    private final Path folder;
    private final Clock clock;

    @Autowired
    TemporarySweeper(Settings settings, Workers workers) {
        this(settings.shared().resolve(Blobs.FOLDER), Clock.systemUTC());
        workers.loop(
                "blob-sweeper",
                "blob-sweeper",
                Duration.ofHours(1),
                () -> {
                    sweep();
                    return false;
                });
    }

    TemporarySweeper(Path folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    void sweep() {
        var before = clock.instant().minus(GRACE);
        try (var files = Files.newDirectoryStream(folder, "*" + Folders.TEMPORARY)) {
            for (var file : files) {
                if (isOlder(file, before)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOlder(Path file, Instant than) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(than);
        } catch (NoSuchFileException _) {
            return false;
        }
    }
}
