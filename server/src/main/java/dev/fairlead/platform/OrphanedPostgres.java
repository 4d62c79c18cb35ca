package dev.fairlead.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A PostgreSQL that outlived its server, because its guard was killed as well. The data folder's
 * lock is held by the caller, so whatever runs on the cluster is nobody's.
 */
final class OrphanedPostgres {
    private OrphanedPostgres() {}

    /** Stops it and waits for its end; does nothing where there is none. */
    static void stop(Path data) throws IOException, InterruptedException {
        var orphan = find(data);
        if (orphan.isEmpty()) {
            return;
        }
        Commands.run(List.of("kill", "-INT", String.valueOf(orphan.get().pid())));
        try {
            orphan.get().onExit().get(30, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new IOException(
                    "an older PostgreSQL (process " + orphan.get().pid() + ") does not stop", e);
        }
    }

    /** The first line of postmaster.pid is only believed when that process is a PostgreSQL. */
    private static Optional<ProcessHandle> find(Path data) throws IOException {
        try {
            var pid = Files.readString(data.resolve("postmaster.pid")).lines().findFirst();
            return pid.map(Long::valueOf)
                    .flatMap(ProcessHandle::of)
                    .filter(process -> runsOn(process, data));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    private static boolean runsOn(ProcessHandle process, Path data) {
        try {
            var arguments = Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"));
            return arguments.contains("/bin/postgres\0") && arguments.contains("\0" + data + "\0");
        } catch (IOException _) {
            return false;
        }
    }
}
