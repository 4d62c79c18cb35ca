package dev.fairlead.local;

import dev.fairlead.agent.GitSource;
import dev.fairlead.agent.JobContext;
import dev.fairlead.agent.JobLog;
import dev.fairlead.protocol.JobSpec.RunHostStep.Artifact;
import dev.fairlead.protocol.StoredFile;
import dev.fairlead.protocol.TaskRun;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A job without a server: its source is a copy of the work tree, and its files stay here. */
final class LocalJob implements JobContext {
    private final String name;
    private final Path folder;
    private final Path source;
    private final Shelf shelf;
    private final Path kept;
    private final Map<String, String> secrets;
    private final PrintedLog log = new PrintedLog();
    private final List<Runnable> onCancel = new ArrayList<>();
    private boolean cancelled;

    LocalJob(
            String name,
            Path folder,
            Path source,
            Shelf shelf,
            Path kept,
            Map<String, String> secrets) {
        this.name = name;
        this.folder = folder;
        this.source = source;
        this.shelf = shelf;
        this.kept = kept;
        this.secrets = secrets;
    }

    @Override
    public long job() {
        return 0;
    }

    @Override
    public long fence() {
        return 0;
    }

    @Override
    public Map<String, String> secrets() {
        return secrets;
    }

    @Override
    public JobLog log() {
        return log;
    }

    @Override
    public synchronized boolean cancelled() {
        return cancelled;
    }

    @Override
    public void onCancel(Runnable action) {
        synchronized (this) {
            if (!cancelled) {
                onCancel.add(action);
                return;
            }
        }
        action.run();
    }

    void cancel() {
        List<Runnable> actions;
        synchronized (this) {
            cancelled = true;
            actions = List.copyOf(onCancel);
            onCancel.clear();
        }
        actions.forEach(Runnable::run);
    }

    @Override
    public void step(String step) {
        log.line("── " + name + ": " + step);
    }

    @Override
    public Path folder() throws IOException {
        return Files.createDirectories(folder);
    }

    @Override
    public InputStream source() throws IOException {
        return Files.newInputStream(source);
    }

    @Override
    public GitSource gitSource(@Nullable Long of, @Nullable String submodule) {
        throw new UnsupportedOperationException("This is a bug: no server is asked from here");
    }

    @Override
    public Path fetchArtifact(Artifact artifact) {
        throw new UnsupportedOperationException("This is a bug: nothing is deployed from here");
    }

    @Override
    public void fetchInput(StoredFile input, Path to) throws IOException {
        shelf.fetch(input, to);
    }

    @Override
    public StoredFile store(String file, Path from) throws IOException {
        return shelf.keep(kept, file, from);
    }

    @Override
    public void ran(List<TaskRun> runs) {
        throw new UnsupportedOperationException("This is a bug: no play runs from here");
    }
}
