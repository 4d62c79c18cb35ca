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
            folder(file.getParent());
            Files.deleteIfExists(file);
            job.fetchInput(input, file);
        }
    }

    private void folder(Path folder) throws IOException {
        var at = workspace;
        for (var part : workspace.relativize(folder)) {
            at = at.resolve(part);
            if (!Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS)) {
                Files.deleteIfExists(at);
                Files.createDirectory(at);
            }
        }
    }
}
