package dev.fairlead.agent.build;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fairlead.agent.Launcher;
import dev.fairlead.agent.Watch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Containers of podman or docker, one for each step: the image read-only, the job's own folders
 * mounted, no powers, no socket of the engine's. The engine holds the limits on memory and
 * processes.
 *
 * @param prefix of the names of this agent's containers
 * @param extra further options of the engine's {@code run}, by the agent's owner
 */
record Containers(String engine, String prefix, Path work, List<String> extra)
        implements Enclosure {
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final int KILLED = 137;

    /** Asks the engine whether it works, and removes what an earlier process of the agent left. */
    static Containers of(String engine, Path work, List<String> extra) {
        var prefix = "fairlead-%08x-".formatted(work.toString().hashCode());
        return new Containers(engine, prefix, work, List.copyOf(extra));
    }

    /** Why it does not work here, in words that follow a colon; empty when it does. */
    String trouble() throws InterruptedException {
        try {
            var left = ask(List.of("ps", "--all", "--quiet", "--filter", "name=^" + prefix));
            if (!left.isEmpty()) {
                var command = new ArrayList<>(List.of("rm", "--force"));
                command.addAll(left.lines().toList());
                ask(command);
            }
            return "";
        } catch (IOException e) {
            return engine + " does not work here: " + e.getMessage();
        }
    }

    @Override
    public String words() {
        return engine;
    }

    @Override
    public Launcher.Command command(Steps job, String script, Duration timeout) {
        var image =
                Objects.requireNonNull(job.spec().surroundings().image(), "a job without an image");
        var line = new ArrayList<>(List.of(engine, "run", "--rm", "--name", name(job)));
        line.addAll(limits(job));
        line.addAll(List.of("--cap-drop", "ALL", "--security-opt", "no-new-privileges"));
        // Podman would give what ignores SIGTERM ten seconds.
        line.addAll(List.of("--stop-signal", "KILL"));
        line.addAll(List.of("--read-only", "--tmpfs", "/run:size=64m"));
        line.addAll(List.of("--user", user(job), "--workdir", Sandbox.WORKSPACE.toString()));
        if (engine.equals("podman") && !user(job).startsWith("0:")) {
            // Root is itself already, and podman refuses to say so.
            line.add("--userns=keep-id");
        }
        mounts(job.folders())
                .forEach((to, from) -> line.addAll(List.of("--volume", from + ":" + to)));
        environment(job)
                .forEach((name, value) -> line.addAll(List.of("--env", name + "=" + value)));
        line.addAll(extra);
        line.addAll(List.of("--entrypoint", "/bin/sh", image, "-e", "-c", script));
        // Not where the job writes: a PATH may name the current folder.
        return new Launcher.Command(line, work, ours(), timeout);
    }

    private static List<String> limits(Steps job) {
        var limits = job.guard().limits();
        var line = new ArrayList<String>();
        if (!job.spec().surroundings().network()) {
            line.addAll(List.of("--network", "none"));
        }
        line.addAll(List.of("--memory", limits.memory() + "m"));
        line.addAll(List.of("--memory-swap", limits.memory() + "m"));
        line.addAll(List.of("--pids-limit", Integer.toString(limits.processes())));
        return line;
    }

    private static Map<String, Path> mounts(JobFolders folders) {
        var mounts = new TreeMap<String, Path>();
        mounts.put(Sandbox.WORKSPACE.toString(), folders.workspace());
        mounts.put(Sandbox.HOME.toString(), folders.home());
        mounts.put("/tmp", folders.temporary());
        folders.caches()
                .forEach((name, cache) -> mounts.put(Sandbox.HOME.resolve(name).toString(), cache));
        return mounts;
    }

    /** The image's own PATH and JAVA_HOME stay. */
    private static Map<String, String> environment(Steps job) {
        var environment = new TreeMap<String, String>();
        environment.put("CI", "true");
        environment.put("FAIRLEAD", "true");
        environment.put("HOME", Sandbox.HOME.toString());
        environment.putAll(job.spec().environment());
        return environment;
    }

    /** Whoever the agent is, so that it can read and delete what the steps write. */
    private static String user(Steps job) {
        try {
            var folder = job.folders().workspace();
            return Files.getAttribute(folder, "unix:uid")
                    + ":"
                    + Files.getAttribute(folder, "unix:gid");
        } catch (IOException e) {
            throw new IllegalStateException("The workspace is gone", e);
        }
    }

    private String name(Steps job) {
        return prefix + job.job();
    }

    /** The engine keeps images and settings where the agent's user has them. */
    private static Map<String, String> ours() {
        var environment = new TreeMap<String, String>();
        for (var name : List.of("PATH", "HOME", "XDG_RUNTIME_DIR", "DOCKER_HOST")) {
            var value = System.getenv(name);
            if (value != null) {
                environment.put(name, value);
            }
        }
        return environment;
    }

    @Override
    public String meaning(int exitCode, Steps job) {
        return exitCode == KILLED
                ? String.format(
                        Locale.ENGLISH,
                        ": it was killed, as %s does at the limit of %,d MB of memory",
                        engine,
                        job.guard().limits().memory())
                : "";
    }

    @Override
    public Watch watch(Steps job) {
        return new OfEngine(job, this);
    }

    /** A container does not end with the program that asked for it. */
    private record OfEngine(Steps job, Containers containers) implements Watch {
        @Override
        public List<String> starting(List<String> arguments) {
            return job.guard().starting(arguments);
        }

        @Override
        public String passed(Process process) throws IOException {
            return job.guard().passed(process);
        }

        @Override
        public void end(Process process) {
            try {
                containers.ask(List.of("rm", "--force", containers.name(job)));
            } catch (IOException _) {
                // None of the name, as after every step that ended by itself.
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            job.guard().end(process);
        }
    }

    private String ask(List<String> what) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(engine));
        command.addAll(what);
        var builder =
                new ProcessBuilder(command).directory(work.toFile()).redirectErrorStream(true);
        builder.environment().keySet().retainAll(ours().keySet());
        var process = builder.start();
        process.getOutputStream().close();
        var said = new String(process.getInputStream().readNBytes(4_000), UTF_8).strip();
        if (!process.waitFor(ANSWER.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("no answer within " + ANSWER.toSeconds() + " s");
        }
        if (process.exitValue() != 0) {
            throw new IOException(said);
        }
        return said;
    }
}
