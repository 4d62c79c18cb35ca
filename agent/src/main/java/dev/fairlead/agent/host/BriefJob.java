package dev.fairlead.agent.host;

import dev.fairlead.agent.ssh.Connection;
import dev.fairlead.protocol.JobSpec.RunHostStep.Artifact;
import dev.fairlead.protocol.Reach;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * A job whose commands may be run hundreds of times, while the one log of theirs has a limit: what
 * they say beyond it is not passed on.
 */
final class BriefJob implements HostJob {
    private static final long MOST_BYTES = 1 << 20;

    private final HostJob job;
    private long passedOn;
    private boolean openLine;

    BriefJob(HostJob job) {
        this.job = job;
    }

    @Override
    public long fence() {
        return job.fence();
    }

    @Override
    public Map<String, String> secrets() {
        return job.secrets();
    }

    @Override
    public Connection connection(Reach way) throws IOException {
        return job.connection(way);
    }

    @Override
    public void say(String line) throws IOException {
        if (openLine) {
            output(new byte[] {'\n'}, 1);
        }
        job.say(line);
    }

    @Override
    public void output(byte[] bytes, int length) throws IOException {
        if (passedOn > MOST_BYTES) {
            return;
        }
        passedOn += length;
        openLine = length > 0 ? bytes[length - 1] != '\n' : openLine;
        job.output(bytes, length);
        if (passedOn > MOST_BYTES) {
            job.say("The rest is not kept: the commands of checks pass on 1 MB of output.");
        }
    }

    @Override
    public boolean cancelled() {
        return job.cancelled();
    }

    @Override
    public Path source() throws IOException, InterruptedException {
        return job.source();
    }

    @Override
    public Path fetch(Artifact artifact) throws IOException, InterruptedException {
        return job.fetch(artifact);
    }
}
