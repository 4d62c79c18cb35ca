package dev.fairlead.agent.host;

import dev.fairlead.agent.JobContext;
import dev.fairlead.agent.ssh.Connection;
import dev.fairlead.protocol.JobSpec.RunHostStep.Artifact;
import dev.fairlead.protocol.Reach;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A folder of the agent's own in which a tool works on many hosts at once. It is fenced as a host's
 * folder is: one command at a time, and who comes later ends what an earlier holder left running.
 */
public final class ControllerFolder {
    private static final long LOOK_MILLIS = 50;
    private static final int POLITE_LOOKS = 100;

    private final HostFolder folder;

    public ControllerFolder(Path folder) {
        this.folder = HostFolder.of(folder.toAbsolutePath().normalize().toString());
    }

    /**
     * How a command went.
     *
     * @param exitCode −1 where nobody wrote it down: it was killed
     */
    public record End(boolean refused, boolean busy, int exitCode) {}

    /** Where output goes besides the log. */
    public interface Listener {
        void heard(byte[] bytes, int length);
    }

    /**
     * Runs a command to its end. One whose job is cancelled is ended with all that it started.
     *
     * @param secrets what it alone sees as variables of these names
     */
    public End run(
            JobContext job,
            String step,
            String command,
            Map<String, String> environment,
            Map<String, String> secrets,
            int timeoutSeconds,
            Listener listener)
            throws IOException, InterruptedException {
        var work = new FencedCommand(folder.prepare(), new Work(job, secrets, listener));
        try {
            var end = work.run(new HostCommand(step, command, environment, timeoutSeconds));
            var refused = end.kind() == CommandEnd.Kind.REFUSED;
            return new End(refused, end.kind() == CommandEnd.Kind.BUSY, end.exitCode());
        } catch (IOException e) {
            if (!job.cancelled()) {
                throw e;
            }
            end(job.fence());
            return new End(false, false, -1);
        }
    }

    /** Whether the command of this fence is running, whoever watches it. */
    public boolean underWay(long fence) {
        return folder.journal().under(fence).filter(folder::underWay).isPresent();
    }

    private void end(long fence) throws IOException, InterruptedException {
        var entry = folder.journal().under(fence).filter(folder::underWay);
        if (entry.isEmpty()) {
            return;
        }
        signal("TERM", entry.get().pid());
        for (int i = 0; i < POLITE_LOOKS && underWay(fence); i++) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        signal("KILL", entry.get().pid());
    }

    /** To the process and all of its group. */
    private static void signal(String name, long pid) throws IOException, InterruptedException {
        new ProcessBuilder(List.of("sh", "-c", "kill -" + name + " -" + pid))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private record Work(JobContext job, Map<String, String> secrets, Listener listener)
            implements HostJob {
        @Override
        public long fence() {
            return job.fence();
        }

        @Override
        public Connection connection(Reach way) {
            throw new UnsupportedOperationException("This is a bug: a play goes its own ways");
        }

        @Override
        public void say(String line) throws IOException {
            job.log().line(line);
        }

        @Override
        public void output(byte[] bytes, int length) throws IOException {
            listener.heard(bytes, length);
            job.log().write(bytes, 0, length);
        }

        @Override
        public boolean cancelled() {
            return job.cancelled();
        }

        @Override
        public Path source() {
            throw new UnsupportedOperationException("This is a bug: a play unpacks its own");
        }

        @Override
        public Path fetch(Artifact artifact) throws IOException, InterruptedException {
            return job.fetchArtifact(artifact);
        }
    }
}
