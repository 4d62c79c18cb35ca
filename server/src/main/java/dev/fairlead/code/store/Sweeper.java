package dev.fairlead.code.store;

import dev.fairlead.blob.NamedFiles;
import dev.fairlead.work.Workers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Deletes the files of packs that nothing needs any more: replaced ones after the longest request
 * that may still read them, and orphans (of a killed push or collection) after the longest push.
 */
@Component
class Sweeper {
    private static final Duration GRACE = Duration.ofHours(6);

    private final NamedFiles files;
    private final CollectorRows rows;
    private final Clock clock;
    private final Duration grace;

    @Autowired
    Sweeper(NamedFiles files, CollectorRows rows, Workers workers) {
        this(files, rows, Clock.systemUTC(), GRACE);
        workers.loop(
                "git-sweeper",
                "git-sweeper",
                Duration.ofMinutes(10),
                () -> {
                    sweep();
                    return false;
                });
    }

    Sweeper(NamedFiles files, CollectorRows rows, Clock clock, Duration grace) {
        this.files = files;
        this.rows = rows;
        this.clock = clock;
        this.grace = grace;
    }

    void sweep() {
        try {
            emptyTrash();
            removeOrphans();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void emptyTrash() throws IOException {
        for (var pack : rows.trashOlderThan(grace)) {
            for (var name : pack.fileNames()) {
                files.delete(name);
            }
            rows.forget(pack);
        }
    }

    /** Lists first and reads rows afterwards: a file that gets its row in between is claimed. */
    private void removeOrphans() throws IOException {
        var before = clock.instant().minus(grace);
        var found = files.list();
        var claimed = rows.claimedFiles();
        for (var file : found) {
            if (file.modified().isBefore(before) && !claimed.contains(file.name())) {
                files.delete(file.name());
            }
        }
    }
}
