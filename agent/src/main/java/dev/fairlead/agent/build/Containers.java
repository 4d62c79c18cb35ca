package dev.fairlead.agent.build;

import dev.fairlead.agent.Exports;
import dev.fairlead.agent.JobContext;
import dev.fairlead.agent.Launcher;
import dev.fairlead.agent.Watch;
import dev.fairlead.protocol.JobSpec.RunBuild.Service;
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
import java.util.TreeSet;

/**
 * Containers of podman or docker, one for each step: the image read-only, the job's own folders
 * mounted, no powers, no socket of the engine's. The engine holds the limits on memory and
 * processes.
 *
 * @param prefix of the names of this agent's containers
 * @param extra further options of the engine's {@code run}, by the agent's owner
 */
record Containers(Engine engine, String prefix, List<String> extra) implements Enclosure {
    private static final int KILLED = 137;

    /** Any but root and the agent's own: a service has no folder in common with the job. */
    private static final String SERVICE_USER = "1000:1000";

    /**
     * Takes the variables from the engine's input and becomes the step. As options they would stand
     * in the list of processes and in what the engine tells of its containers.
     */
    private static final String READ =
            """
            given=
            while IFS= read -r line; do
                given="$given$line
            "
            done
            eval "$given"
            [ "${fairlead_whole:-}" = yes ] || exit 75
            exec /bin/sh -e -c "$1" </dev/null
            """;

    static Containers of(String engine, Path work, List<String> extra) {
        var prefix = "fairlead-%08x-".formatted(work.toString().hashCode());
        return new Containers(new Engine(engine, work), prefix, List.copyOf(extra));
    }

    /**
     * Asks the engine whether it works, and removes what an earlier process of the agent left.
     *
     * @return why it does not work here, in words that follow a colon; empty when it does
     */
    String trouble() throws InterruptedException {
        try {
            var left = engine.ask("ps", "--all", "--quiet", "--filter", "name=^" + prefix);
            if (!left.isEmpty()) {
                var command = new ArrayList<>(List.of("rm", "--force", "--volumes"));
                command.addAll(left.lines().toList());
                engine.ask(command, Engine.ANSWER);
            }
            return "";
        } catch (IOException e) {
            return engine.program() + " does not work here: " + e.getMessage();
        }
    }

    @Override
    public String words() {
        return engine.program();
    }

    @Override
    public Launcher.Command command(Steps job, String script, Duration timeout) {
        var image = Objects.requireNonNull(job.spec().surroundings().image(), "an image");
        var line = new ArrayList<>(List.of(engine.program(), "run", "--rm", "--name", name(job)));
        line.addAll(network(job));
        line.addAll(bounds(job));
        line.addAll(List.of("--tmpfs", "/run:size=64m"));
        line.addAll(List.of("--user", user(job), "--workdir", Sandbox.WORKSPACE.toString()));
        if (engine.program().equals("podman") && !user(job).startsWith("0:")) {
            // Root is itself already, and podman refuses to say so.
            line.add("--userns=keep-id");
        }
        mounts(job.folders())
                .forEach((to, from) -> line.addAll(List.of("--volume", from + ":" + to)));
        line.addAll(extra);
        line.add("--interactive");
        line.addAll(List.of("--entrypoint", "/bin/sh", image, "-c", READ, "sh", script));
        return new Launcher.Command(
                line,
                engine.work(),
                engine.environment(),
                Exports.of(environment(job)),
                false,
                timeout);
    }

    /**
     * What starts a service, for the engine. Its files are memory, where it may write any: disk
     * that an engine keeps for itself nobody could measure.
     *
     * @param volumes the folders that its image wants to keep
     */
    List<String> service(Steps job, Service service, List<String> volumes) {
        var line = new ArrayList<>(List.of("run", "--detach", "--name", name(job, service)));
        var isFirst = service.equals(job.spec().surroundings().services().getFirst());
        line.addAll(isFirst ? ownNetwork(job) : network(job));
        line.addAll(bounds(job));
        line.addAll(List.of("--user", SERVICE_USER));
        var writes = new TreeSet<>(List.of("/tmp", "/run", "/var/tmp"));
        writes.addAll(service.writes());
        volumes.stream().filter(volume -> !volume.contains(":")).forEach(writes::add);
        var options = ":mode=1777,size=%dm".formatted(job.guard().limits().memory());
        writes.forEach(folder -> line.addAll(List.of("--tmpfs", folder + options)));
        variables(service.environment(), line);
        line.addAll(extra);
        line.add(service.image());
        return line;
    }

    /** That of the first service, where there is one. */
    private List<String> network(Steps job) {
        var services = job.spec().surroundings().services();
        return services.isEmpty()
                ? ownNetwork(job)
                : List.of("--network", "container:" + name(job, services.getFirst()));
    }

    private static List<String> ownNetwork(Steps job) {
        return job.spec().surroundings().network() ? List.of() : List.of("--network", "none");
    }

    private static List<String> bounds(Steps job) {
        var limits = job.guard().limits();
        var line = new ArrayList<String>();
        line.addAll(List.of("--memory", limits.memory() + "m"));
        line.addAll(List.of("--memory-swap", limits.memory() + "m"));
        line.addAll(List.of("--pids-limit", Integer.toString(limits.processes())));
        line.addAll(List.of("--cap-drop", "ALL", "--security-opt", "no-new-privileges"));
        // Podman would give what ignores SIGTERM ten seconds.
        line.addAll(List.of("--stop-signal", "KILL", "--read-only"));
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

    private static void variables(Map<String, String> environment, List<String> line) {
        new TreeMap<>(environment)
                .forEach((name, value) -> line.addAll(List.of("--env", name + "=" + value)));
    }

    /** The image's own PATH and JAVA_HOME stay. */
    private static Map<String, String> environment(Steps job) {
        var environment = new TreeMap<String, String>();
        environment.put("CI", "true");
        environment.put("FAIRLEAD", "true");
        environment.put("HOME", Sandbox.HOME.toString());
        environment.putAll(job.variables());
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

    String name(Steps job, Service service) {
        return prefix + job.job() + "-" + service.name();
    }

    @Override
    public Services services(Steps job, JobContext context) {
        return job.spec().surroundings().services().isEmpty()
                ? Services.NONE
                : new ServiceContainers(this, job, context);
    }

    @Override
    public String meaning(int exitCode, Steps job) {
        return exitCode == KILLED
                ? String.format(
                        Locale.ENGLISH,
                        ": it was killed, as %s does at the limit of %,d MB of memory",
                        engine.program(),
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
        public Process start(Launcher.Command command) throws IOException {
            return job.guard().start(command);
        }

        @Override
        public String passed(Process process) throws IOException {
            return job.guard().passed(process);
        }

        @Override
        public void end(Process process) {
            containers.remove(containers.name(job));
            job.guard().end(process);
        }
    }

    /** Ends a container, if there is one of the name. */
    void remove(String name) {
        try {
            engine.ask("rm", "--force", "--volumes", name);
        } catch (IOException _) {
            // There is none, as after every step that ended by itself.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
