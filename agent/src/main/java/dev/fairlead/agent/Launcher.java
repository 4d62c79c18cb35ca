package dev.fairlead.agent;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Starts processes: an argument list and never a shell's line, an environment made from nothing,
 * both outputs as one. The calling thread must outlive the process, which may be bound to it.
 */
public final class Launcher {
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    /** What to run. The environment is all the process gets. */
    public record Command(
            List<String> arguments,
            Path folder,
            Map<String, String> environment,
            Duration timeout) {
        public Command {
            for (var argument : arguments) {
                if (argument.indexOf('\0') >= 0) {
                    throw new IllegalArgumentException("an argument must not hold a NUL");
                }
            }
        }
    }

    /** How it ended. */
    public record Ended(How how, int exitCode, long millis) {
        /** By itself, or why it was killed. */
        public enum How {
            EXITED,
            TIMED_OUT,
            CANCELLED,
            LOG_FULL
        }
    }

    private Launcher() {}

    /** Runs the command to its end; what it says goes to the log. */
    public static Ended run(Command command, JobContext job)
            throws IOException, InterruptedException {
        var begin = System.nanoTime();
        var process = start(command);
        var killed = new AtomicReference<Ended.@Nullable How>();
        job.onCancel(() -> kill(process, killed, Ended.How.CANCELLED));
        var reader = Thread.ofVirtual().start(() -> read(process, job.log(), killed));
        try {
            if (!process.waitFor(command.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
                kill(process, killed, Ended.How.TIMED_OUT);
                process.waitFor();
            }
        } catch (InterruptedException e) {
            kill(process, killed, Ended.How.CANCELLED);
            throw e;
        }
        reader.join(LAST_WORDS);
        var how = killed.get();
        var millis = Duration.ofNanos(System.nanoTime() - begin).toMillis();
        return how == null
                ? new Ended(Ended.How.EXITED, process.exitValue(), millis)
                : new Ended(how, -1, millis);
    }

    private static Process start(Command command) throws IOException {
        var builder =
                new ProcessBuilder(command.arguments())
                        .directory(command.folder().toFile())
                        .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(command.environment());
        var process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    private static void read(
            Process process, JobLog log, AtomicReference<Ended.@Nullable How> killed) {
        try (var in = process.getInputStream()) {
            copy(in, process, log, killed);
        } catch (IOException _) {
            // The process is gone, and its pipe with it.
        }
    }

    /** Kills before the pipe is closed, or the process would end by that and for no reason. */
    private static void copy(
            InputStream in,
            Process process,
            JobLog log,
            AtomicReference<Ended.@Nullable How> killed)
            throws IOException {
        var buffer = new byte[16 * 1024];
        for (var n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            try {
                log.write(buffer, 0, n);
            } catch (LogLimitException _) {
                kill(process, killed, Ended.How.LOG_FULL);
                return;
            }
        }
    }

    private static void kill(
            Process process, AtomicReference<Ended.@Nullable How> killed, Ended.How why) {
        if (process.isAlive() && killed.compareAndSet(null, why)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
