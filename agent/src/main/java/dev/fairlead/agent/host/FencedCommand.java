package dev.fairlead.agent.host;

import dev.fairlead.agent.Exports;
import dev.fairlead.agent.OldFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One command under the wrapper. The wrapper outlives the agent and writes to files, so that a
 * command never dies of an agent's death; this watches it and passes its output on.
 */
final class FencedCommand {
    private static final long LOOK_MILLIS = 50;
    private static final int PATIENCE_SECONDS = 2;
    private static final int CHUNK = 16 * 1024;
    private static final long LOG_LIMIT = 4 << 20;

    private final HostFolder folder;
    private final HostJob job;
    private final Path log;
    private long passedOn;
    private long earlier;

    FencedCommand(HostFolder folder, HostJob job) {
        this.folder = folder;
        this.job = job;
        this.log = folder.logs().resolve(job.fence() + ".log");
    }

    /** Once under this fence; one that only looks, as often as it likes. */
    CommandEnd run(HostCommand command) throws IOException, InterruptedException {
        earlier = command.looks() ? folder.journal().allUnder(job.fence()).count() : 0;
        OldFiles.keepLatest(folder.logs(), 20);
        var arguments =
                List.of(
                        command.verb(),
                        Long.toString(job.fence()),
                        command.step(),
                        Integer.toString(command.timeoutSeconds()),
                        Integer.toString(PATIENCE_SECONDS),
                        log.toString(),
                        command.line(),
                        job.secrets().isEmpty() ? "" : "secrets");
        var wrapper = start(command.environment(), arguments);
        hand(wrapper, job.secrets());
        follow(wrapper);
        var answer = answer(wrapper.getInputStream());
        awaitOrphan();
        if (own().filter(folder::underWay).isPresent()) {
            bar();
        }
        passOn();
        if (!job.secrets().isEmpty()) {
            Files.deleteIfExists(log); // as it was written, with whatever the command said
        }
        return CommandEnd.of(answer, exitCode());
    }

    /**
     * Makes the folder refuse every fence below the job's, and ends what a command left there that
     * was killed. False: a wrapper is at work there.
     */
    boolean bar() throws IOException, InterruptedException {
        var wrapper = start(Map.of(), List.of("bar", Long.toString(job.fence())));
        wrapper.getOutputStream().close();
        wrapper.waitFor();
        return !answer(wrapper.getInputStream()).startsWith("busy");
    }

    private Process start(Map<String, String> environment, List<String> arguments)
            throws IOException {
        var line = new ArrayList<>(List.of("sh", folder.script().toString()));
        line.addAll(arguments);
        var builder = new ProcessBuilder(line);
        var own = System.getenv();
        builder.environment().clear();
        builder.environment().put("PATH", own.getOrDefault("PATH", "/usr/bin:/bin"));
        builder.environment().put("HOME", own.getOrDefault("HOME", "/"));
        builder.environment().put("LANG", "C.UTF-8");
        builder.environment().putAll(environment);
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        return builder.start();
    }

    /** By a pipe that somebody else fills: who waits for a lock does not read yet. */
    private static void hand(Process wrapper, Map<String, String> secrets) throws IOException {
        if (secrets.isEmpty()) {
            wrapper.getOutputStream().close();
            return;
        }
        Thread.ofVirtual()
                .start(() -> {
                    try (var out = wrapper.getOutputStream()) {
                        out.write(Exports.of(secrets));
                    } catch (IOException _) {
                        // It was refused, and nobody reads them.
                    }
                });
    }

    /**
     * Watches until the wrapper has ended. A job that is no longer ours leaves its command to the
     * host: half a command is worse than a whole one, and its end is in the journal for who asks.
     */
    private void follow(Process wrapper) throws IOException, InterruptedException {
        while (!wrapper.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            passOn();
            requireOurs();
        }
    }

    /** Somebody killed the wrapper: its command goes on in a session of its own, and is awaited. */
    private void awaitOrphan() throws IOException, InterruptedException {
        while (own().filter(Journal.Entry::led).isPresent()) {
            passOn();
            requireOurs();
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    private void requireOurs() throws IOException {
        if (job.cancelled()) {
            throw new IOException("The job is no longer ours; its command goes on on the host.");
        }
    }

    private int exitCode() {
        return own().map(Journal.Entry::exitCode).orElse(Integer.valueOf(-1));
    }

    /** What the journal says of this command, and not of one before it under the same fence. */
    private Optional<Journal.Entry> own() {
        return folder.journal().allUnder(job.fence()).skip(earlier).findFirst();
    }

    private void passOn() throws IOException {
        if (passedOn > LOG_LIMIT || !Files.exists(log)) {
            return;
        }
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(passedOn);
            var bytes = new byte[CHUNK];
            for (int n = file.read(bytes); n > 0 && passedOn <= LOG_LIMIT; n = file.read(bytes)) {
                job.output(bytes, n);
                passedOn += n;
            }
        }
        if (passedOn > LOG_LIMIT) {
            job.say(
                    job.secrets().isEmpty()
                            ? "The rest stays on the host, in "
                                    + log
                                    + ": a step passes on 4 MB of output."
                            : "The rest is not kept: a step passes on 4 MB of output.");
        }
    }

    private static String answer(InputStream in) throws IOException {
        return new String(in.readNBytes(1000), StandardCharsets.UTF_8);
    }
}
