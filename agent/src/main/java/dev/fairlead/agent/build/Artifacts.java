package dev.fairlead.agent.build;

import dev.fairlead.agent.JobContext;
import dev.fairlead.protocol.StoredFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Has the server keep the files that a build was made for. */
record Artifacts(WorkspaceFiles files, JobContext job) {
    private static final int MOST_FILES = 500;
    private static final long MOST_BYTES = 1L << 30;

    /** What was kept, and why not all of it; the failure is empty when it was. */
    record Kept(String failure, List<StoredFile> files) {}

    Kept keep(List<String> globs) throws IOException, InterruptedException {
        var found = new LinkedHashSet<Path>();
        for (var glob : globs) {
            var some = files.matching(List.of(glob));
            if (some.isEmpty()) {
                return new Kept("No file matches the artifact \"%s\".".formatted(glob), List.of());
            }
            found.addAll(some);
        }
        var limit = limit(found);
        return limit.isEmpty() ? new Kept("", store(found)) : new Kept(limit, List.of());
    }

    private List<StoredFile> store(Set<Path> found) throws IOException, InterruptedException {
        var stored = new ArrayList<StoredFile>();
        for (var file : found) {
            stored.add(job.store(files.name(file), file));
        }
        return List.copyOf(stored);
    }

    private static String limit(Set<Path> found) throws IOException {
        if (found.size() > MOST_FILES) {
            return "%d files match the artifacts; a build keeps at most %d."
                    .formatted(found.size(), MOST_FILES);
        }
        var bytes = 0L;
        for (var file : found) {
            bytes += Files.size(file);
        }
        return bytes > MOST_BYTES
                ? "The artifacts have %d bytes; a build keeps at most %d."
                        .formatted(bytes, MOST_BYTES)
                : "";
    }
}
