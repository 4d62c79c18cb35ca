package dev.fairlead.agent.build;

import dev.fairlead.agent.JobContext;
import dev.fairlead.protocol.StoredFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/**
 * Lays what other jobs of the build kept into the workspace, each where it was. The commit's own
 * files may be links that lead out of it, so nothing is written through one.
 */
record Inputs(Path workspace, JobContext job) {
    void lay(List<StoredFile> inputs) throws IOException, InterruptedException {
        for (var input : inputs) {
            var file = workspace.resolve(input.name()).normalize();
            if (!file.startsWith(workspace) || file.equals(workspace)) {
                throw new IOException("\"" + input.name() + "\" is no file of the workspace");
            }
            folders(file);
            Files.deleteIfExists(file);
            job.fetchInput(input, file);
        }
    }

    /** Makes the folders above a file of the workspace. */
    private void folders(Path file) throws IOException {
        var names = workspace.relativize(file);
        for (var depth = 1; depth < names.getNameCount(); depth++) {
            var folder = workspace.resolve(names.subpath(0, depth));
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                Files.deleteIfExists(folder);
                Files.createDirectory(folder);
            }
        }
    }
}
