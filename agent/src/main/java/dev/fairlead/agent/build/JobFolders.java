package dev.fairlead.agent.build;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The folders of one job outside, and its caches by their path below its home. */
record JobFolders(Path workspace, Path home, Path temporary, Map<String, Path> caches) {
    /** Those that are the job's alone. */
    List<Path> own() {
        return List.of(workspace, home, temporary);
    }
}
