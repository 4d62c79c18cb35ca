package dev.fairlead.agent.host;

import dev.fairlead.agent.ssh.Connection;
import dev.fairlead.agent.ssh.Connections;
import dev.fairlead.protocol.JobSpec.RunHostStep.Artifact;
import dev.fairlead.protocol.Reach;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A job under a fence that keeps what was said; its artifact is given as text. */
final class FakeHostJob implements HostJob {
    private final long fence;
    private final String artifact;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    final AtomicInteger fetches = new AtomicInteger();
    volatile boolean cancelled;
    volatile Map<String, String> secrets = Map.of();
    volatile Map<String, String> keys = Map.of();
    Connections connections = new Connections(Scripts.remote());

    FakeHostJob(long fence) {
        this(fence, "");
    }

    FakeHostJob(long fence, String artifact) {
        this.fence = fence;
        this.artifact = artifact;
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
    public Connection connection(Reach way) throws IOException {
        return connections.to(way, keys);
    }

    @Override
    public synchronized void say(String line) {
        said.writeBytes((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public synchronized void output(byte[] bytes, int length) {
        said.write(bytes, 0, length);
    }

    @Override
    public boolean cancelled() {
        return cancelled;
    }

    @Override
    public Path source() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Path fetch(Artifact wanted) throws IOException {
        fetches.incrementAndGet();
        var file = Files.createTempFile("artifact", null);
        file.toFile().deleteOnExit();
        return Files.writeString(file, artifact);
    }

    synchronized String said() {
        return said.toString(StandardCharsets.UTF_8);
    }
}
