package dev.fairlead.bench;

import dev.fairlead.demo.StoryFailed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Debian's Buildbot, master and worker, on a bare repository: what builds are measured beside. */
final class Buildbot implements AutoCloseable {
    /** The interpreter that Debian's packages are installed for. */
    private static final String PYTHON = "/usr/bin/python3";

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final long LOOK_AGAIN_NANOS = Duration.ofMillis(2).toNanos();

    private final Path folder;
    private final Process trigger;
    private final Writer ask;
    private final BufferedReader answers;
    private int ended;

    private Buildbot(Path folder, Process trigger) throws IOException {
        this.folder = folder;
        this.trigger = trigger;
        ask = trigger.outputWriter(StandardCharsets.UTF_8);
        answers = trigger.inputReader(StandardCharsets.UTF_8);
        if (!"ready".equals(answers.readLine())) {
            throw new StoryFailed("Buildbot's trigger did not start in " + folder);
        }
    }

    /** Starts it where both of its packages are installed. */
    static Optional<Buildbot> start(Path folder, Path repository, int port) throws IOException {
        if (!Files.isExecutable(Path.of("/usr/bin/buildbot"))
                || !Files.isExecutable(Path.of("/usr/bin/buildbot-worker"))) {
            return Optional.empty();
        }
        Files.createDirectories(folder);
        run(folder, "buildbot", "create-master", "-q", "master");
        var configuration =
                resource("master.cfg")
                        .replace("@PORT@", Integer.toString(port))
                        .replace("@REPOSITORY@", repository.toString());
        Files.writeString(folder.resolve("master/master.cfg"), configuration);
        Files.writeString(folder.resolve("trigger.py"), resource("trigger.py"));
        var master = "127.0.0.1:" + port;
        run(folder, "buildbot-worker", "create-worker", "-q", "worker", master, "worker", "worker");
        run(folder, "buildbot", "start", "master");
        run(folder, "buildbot-worker", "start", "worker");
        var trigger =
                new ProcessBuilder(PYTHON, folder.resolve("trigger.py").toString(), master)
                        .redirectError(folder.resolve("trigger.log").toFile())
                        .start();
        return Optional.of(new Buildbot(folder, trigger));
    }

    /** Sends a change; gives when it was sent. */
    Instant trigger(String builder, String revision) {
        try {
            ask.write(builder + " " + revision + "\n");
            ask.flush();
            var sent = Objects.requireNonNull(answers.readLine(), "the trigger ended");
            return Instant.ofEpochMilli(Long.parseLong(sent));
        } catch (IOException e) {
            throw new StoryFailed("Buildbot takes no changes: " + e, e);
        }
    }

    /** Waits for so many builds more than were waited for before; gives when the last ended. */
    Instant awaitEnds(int more) {
        ended += more;
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            var ends = ends();
            if (ends.size() >= ended) {
                var fields = ends.get(ended - 1).split(" ");
                if (!fields[1].equals("0")) {
                    throw new StoryFailed("a build of Buildbot did not pass, see " + folder);
                }
                return Instant.ofEpochMilli(Long.parseLong(fields[0]));
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
        throw new StoryFailed("Buildbot did not end its builds, see " + folder);
    }

    @Override
    public void close() throws IOException {
        ask.close();
        trigger.destroy();
        run(folder, "buildbot-worker", "stop", "worker");
        run(folder, "buildbot", "stop", "master");
    }

    /** Whole lines only: the last may be under way. */
    private List<String> ends() {
        var file = folder.resolve("master/ends");
        try {
            if (!Files.exists(file)) {
                return List.of();
            }
            var text = Files.readString(file);
            return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        } catch (IOException e) {
            throw new StoryFailed("Buildbot's ends cannot be read: " + e, e);
        }
    }

    private static String resource(String name) throws IOException {
        try (var in = Buildbot.class.getResourceAsStream("/buildbot/" + name)) {
            var bytes = Objects.requireNonNull(in, name).readAllBytes();
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private static void run(Path folder, String... command) throws IOException {
        var log = folder.resolve("commands.log").toFile();
        var process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                        .start();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new StoryFailed(String.join(" ", command) + " failed, see " + log);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoryFailed("interrupted", e);
        }
    }
}
