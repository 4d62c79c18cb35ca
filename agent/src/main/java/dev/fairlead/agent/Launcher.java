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
    private static final Duration LOOK = Duration.ofMillis(200);

    /**
     * What to run. The environment is all the process gets, and the input what it reads: unlike an
     * argument or a variable, nobody else on the machine sees that.
     *
     * @param aside whether the input is at {@link #ASIDE}, and nothing at standard input; only for
     *     what a shell starts
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares commands
    public record Command(
            List<String> arguments,
            Path folder,
            Map<String, String> environment,
            byte[] input,
            boolean aside,
            Duration timeout) {
        /** The descriptor of an input that is not standard input. */
        public static final int ASIDE = 9;

        public Command(
                List<String> arguments,
                Path folder,
                Map<String, String> environment,
                Duration timeout) {
            this(arguments, folder, environment, new byte[0], false, timeout);
        }

        public Command {
            for (var argument : arguments) {
                if (argument.indexOf('\0') >= 0) {
                    throw new IllegalArgumentException("an argument must not hold a NUL");
                }
            }
        }
    }

    /** How it ended; {@code limit} names the one that was passed, if one was. */
    public record Ended(How how, int exitCode, long millis, String limit) {
        /** By itself, or why it was killed. */
        public enum How {
            EXITED,
            TIMED_OUT,
            CANCELLED,
            LOG_FULL,
            LIMIT_PASSED
        }
    }

    private Launcher() {}

    /** Runs a command of ours to its end; what it says goes to the log. */
    public static Ended run(Command command, JobContext job)
            throws IOException, InterruptedException {
        return run(command, job, Watch.NONE);
    }

    /** Runs the command to its end; nothing of it is left then. */
    public static Ended run(Command command, JobContext job, Watch watch)
            throws IOException, InterruptedException {
        var begin = System.nanoTime();
        var run = new Run(start(command, watch), watch, new AtomicReference<>());
        job.onCancel(() -> run.kill(Ended.How.CANCELLED));
        var reader = Thread.ofVirtual().start(() -> run.read(job.log()));
        String limit;
        try {
            limit = run.await(begin + command.timeout().toNanos());
        } finally {
            run.end();
        }
        reader.join(LAST_WORDS);
        var how = run.killed().get();
        var millis = Duration.ofNanos(System.nanoTime() - begin).toMillis();
        return how == null
                ? new Ended(Ended.How.EXITED, run.process().exitValue(), millis, "")
                : new Ended(how, -1, millis, limit);
    }

    private static Process start(Command command, Watch watch) throws IOException {
        var process = watch.start(command);
        if (command.input().length == 0) {
            process.getOutputStream().close();
        } else {
            // A container's engine may fetch an image before somebody reads.
            Thread.ofVirtual().start(() -> hand(process, command.input()));
        }
        return process;
    }

    /** The process that begins with these arguments and is to become the command. */
    public static Process start(Command command, List<String> arguments) throws IOException {
        return start(arguments, command.folder(), command.environment());
    }

    /** A process with both outputs as one, in an environment made from nothing. */
    public static Process start(
            List<String> arguments, Path folder, Map<String, String> environment)
            throws IOException {
        var builder =
                new ProcessBuilder(arguments).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static void hand(Process process, byte[] input) {
        try (var out = process.getOutputStream()) {
            out.write(input);
        } catch (IOException _) {
            // It ended before it had read all: its exit code and its words tell why.
        }
    }

    /** A process that runs, and why it was killed if it was. */
    private record Run(Process process, Watch watch, AtomicReference<Ended.@Nullable How> killed) {
        /** Waits for its end, and says which limit it passed on the way; empty for none. */
        String await(long deadline) throws IOException, InterruptedException {
            while (!process.waitFor(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                var passed = watch.passed(process);
                if (!passed.isEmpty()) {
                    killed.compareAndSet(null, Ended.How.LIMIT_PASSED);
                    watch.end(process);
                    return passed;
                }
                if (System.nanoTime() > deadline) {
                    kill(Ended.How.TIMED_OUT);
                }
            }
            var passed = watch.passed(process);
            if (!passed.isEmpty()) {
                killed.compareAndSet(null, Ended.How.LIMIT_PASSED);
            }
            return passed;
        }

        /** Daemons that it left end, too. */
        void end() throws InterruptedException {
            watch.end(process);
            process.waitFor();
        }

        void read(JobLog log) {
            try (var in = process.getInputStream()) {
                copy(in, log);
            } catch (IOException _) {
                // The process is gone, and its pipe with it.
            }
        }

        /** Kills before the pipe is closed, or the process would end by that and for no reason. */
        private void copy(InputStream in, JobLog log) throws IOException {
            var buffer = new byte[16 * 1024];
            for (var n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                try {
                    log.write(buffer, 0, n);
                } catch (LogLimitException _) {
                    kill(Ended.How.LOG_FULL);
                    return;
                }
            }
        }

        void kill(Ended.How why) {
            if (process.isAlive() && killed.compareAndSet(null, why)) {
                watch.end(process);
            }
        }
    }
}
