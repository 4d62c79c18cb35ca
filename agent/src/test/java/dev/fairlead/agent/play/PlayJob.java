package dev.fairlead.agent.play;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fairlead.agent.GitSource;
import dev.fairlead.agent.JobContext;
import dev.fairlead.agent.JobLog;
import dev.fairlead.protocol.JobSpec.RunHostStep.Artifact;
import dev.fairlead.protocol.StoredFile;
import dev.fairlead.protocol.TaskRun;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.jspecify.annotations.Nullable;

/** A job whose commit is some files, and that keeps what was said and told. */
final class PlayJob implements JobContext {
    private final long fence;
    private final Path folder;
    private final Map<String, String> files;
    private final Map<String, String> secrets;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final List<Runnable> onCancel = new ArrayList<>();
    private volatile boolean cancelled;
    final List<TaskRun> told = new CopyOnWriteArrayList<>();

    PlayJob(long fence, Path folder, Map<String, String> files, Map<String, String> secrets) {
        this.fence = fence;
        this.folder = folder;
        this.files = files;
        this.secrets = secrets;
    }

    synchronized String said() {
        return said.toString(UTF_8);
    }

    /** How each task ended on each host: {@code host: name STATE}. */
    List<String> ends() {
        var ends = new LinkedHashMap<String, String>();
        told.forEach(run ->
                ends.put(
                        run.task() + run.host(),
                        "%s: %s %s".formatted(run.host(), run.name(), run.state())));
        return List.copyOf(ends.values());
    }

    TaskRun end(String host, String name) {
        return told.stream()
                .filter(run -> run.host().equals(host) && run.name().equals(name))
                .toList()
                .getLast();
    }

    void cancel() {
        cancelled = true;
        onCancel.forEach(Runnable::run);
    }

    @Override
    public long job() {
        return fence;
    }

    @Override
    public long fence() {
        return fence;
    }

    @Override
    public Map<String, String> secrets() {
        return secrets;
    }

    @Override
    public JobLog log() {
        return new JobLog() {
            @Override
            public void write(byte[] bytes, int offset, int length) {
                synchronized (PlayJob.this) {
                    said.write(bytes, offset, length);
                }
            }

            @Override
            public void line(String text) {
                var bytes = (text + "\n").getBytes(UTF_8);
                write(bytes, 0, bytes.length);
            }

            @Override
            public long lines() {
                return said().lines().count();
            }
        };
    }

    @Override
    public boolean cancelled() {
        return cancelled;
    }

    @Override
    public void onCancel(Runnable action) {
        onCancel.add(action);
    }

    @Override
    public void step(String name) {}

    @Override
    public Path folder() throws IOException {
        return Files.createDirectories(folder.resolve("job-" + fence));
    }

    @Override
    public InputStream source() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes)) {
            for (var file : files.entrySet()) {
                var content = file.getValue().getBytes(UTF_8);
                var entry = new TarArchiveEntry(file.getKey());
                entry.setSize(content.length);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    @Override
    public Path fetchArtifact(Artifact artifact) throws IOException {
        return Files.writeString(folder().resolve(artifact.name()), "the bytes");
    }

    @Override
    public void ran(List<TaskRun> runs) {
        told.addAll(runs);
    }

    @Override
    public GitSource gitSource(@Nullable Long of, @Nullable String submodule) {
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
}
