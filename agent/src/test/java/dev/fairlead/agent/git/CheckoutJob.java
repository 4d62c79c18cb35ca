package dev.fairlead.agent.git;

import dev.fairlead.agent.GitSource;
import dev.fairlead.agent.JobContext;
import dev.fairlead.agent.JobLog;
import dev.fairlead.protocol.JobSpec.RunHostStep.Artifact;
import dev.fairlead.protocol.StoredFile;
import dev.fairlead.protocol.TaskRun;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A job whose repositories are folders of this machine, its own and those of submodules. */
final class CheckoutJob implements JobContext {
    private final GitSource own;
    private final Map<String, GitSource> submodules = new HashMap<>();

    CheckoutJob(Path repository, String commit) {
        own = source(1, repository, commit);
    }

    CheckoutJob with(String address, long number, Path repository) {
        submodules.put(address, source(number, repository, null));
        return this;
    }

    private static GitSource source(long number, Path repository, @Nullable String commit) {
        var settings = Map.of("http.extraHeader", "Authorization: Bearer secret-ticket");
        return new GitSource(number, commit, repository.toUri().toString(), settings, "");
    }

    @Override
    public GitSource gitSource(@Nullable Long of, @Nullable String submodule) {
        return submodule == null
                ? own
                : submodules.getOrDefault(
                        submodule, new GitSource(0, null, "", Map.of(), submodule + " is refused"));
    }

    @Override
    public Map<String, String> secrets() {
        return Map.of();
    }

    @Override
    public boolean cancelled() {
        return false;
    }

    @Override
    public void onCancel(Runnable action) {}

    @Override
    public long job() {
        throw new UnsupportedOperationException();
    }

    @Override
    public long fence() {
        throw new UnsupportedOperationException();
    }

    @Override
    public JobLog log() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void step(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Path folder() {
        throw new UnsupportedOperationException();
    }

    @Override
    public InputStream source() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Path fetchArtifact(Artifact artifact) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void fetchInput(StoredFile input, Path to) {
        throw new UnsupportedOperationException();
    }

    @Override
    public StoredFile store(String name, Path file) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void ran(List<TaskRun> runs) {
        throw new UnsupportedOperationException();
    }
}
