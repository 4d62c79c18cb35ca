package dev.fairlead.agent.build;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fairlead.agent.Launcher;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Runs commands where they see the system's programs, their own workspace and caches, and nothing
 * else of this machine but, unless the plan says no, its network: bubblewrap with namespaces of its
 * own. All that a command starts ends with it, because it is all in one process namespace.
 */
final class Sandbox implements Enclosure {
    /** Where a job finds its files, on every agent. */
    static final Path WORKSPACE = Path.of("/workspace");

    static final Path HOME = Path.of("/home/build");

    private static final Duration PROBE = Duration.ofSeconds(10);

    private final SystemView system;
    private final String trouble;

    private Sandbox(SystemView system, String trouble) {
        this.system = system;
        this.trouble = trouble;
    }

    /**
     * Tries the sandbox once. Where it does not work, this agent builds nothing and says why.
     *
     * @param work the agent's own folder, which jobs see as little as the hidden ones
     */
    static Sandbox probe(Path work, List<Path> hidden) throws IOException, InterruptedException {
        var all = new ArrayList<>(hidden);
        all.add(work);
        var system = SystemView.of(work.resolve("sandbox"), all);
        return new Sandbox(system, trouble(arguments(system, List.of("/bin/true")), work));
    }

    /** Why it does not work here, in words that follow a colon; empty when it does. */
    String trouble() {
        return trouble;
    }

    @Override
    public String words() {
        return "bubblewrap";
    }

    @Override
    public Launcher.Command command(Steps job, String script, Duration timeout) {
        var folders = job.folders();
        var inside = new ArrayList<String>();
        if (job.spec().surroundings().network()) {
            inside.add("--share-net");
        }
        inside.addAll(bind("--bind", folders.temporary(), Path.of("/tmp")));
        inside.addAll(bind("--bind", folders.home(), HOME));
        folders.caches()
                .forEach((name, cache) -> inside.addAll(bind("--bind", cache, HOME.resolve(name))));
        inside.addAll(bind("--bind", folders.workspace(), WORKSPACE));
        // What is left of the root and of /dev is memory, which nobody would count.
        inside.addAll(List.of("--remount-ro", "/dev", "--remount-ro", "/"));
        inside.addAll(List.of("--chdir", WORKSPACE.toString()));
        // Set inside only: bubblewrap itself runs outside, and LD_PRELOAD is a variable, too.
        inside.add("--clearenv");
        new TreeMap<>(BuildEnvironment.of(system, job.variables()))
                .forEach((name, value) -> inside.addAll(List.of("--setenv", name, value)));
        // Options come by the pipe, where nobody sees a variable: arguments are for all to read.
        var from = Integer.toString(Launcher.Command.ASIDE);
        var line = new ArrayList<>(List.of("bwrap", "--args", from, "--"));
        line.addAll(job.guard().inside());
        line.addAll(List.of("/bin/sh", "-e", "-c", script));
        return new Launcher.Command(
                line,
                folders.workspace(),
                Map.of("PATH", system.path()),
                options(system, inside),
                true,
                timeout);
    }

    /** One after the other with a NUL behind each, as bubblewrap reads them from a pipe. */
    private static byte[] options(SystemView system, List<String> inside) {
        return arguments(system, inside).stream()
                .skip(1)
                .map(argument -> argument + "\0")
                .collect(Collectors.joining())
                .getBytes(UTF_8);
    }

    private static List<String> arguments(SystemView system, List<String> more) {
        var arguments = new ArrayList<>(List.of("bwrap"));
        arguments.addAll(List.of("--unshare-all", "--die-with-parent", "--new-session"));
        // Root would keep its powers over what is mounted.
        arguments.addAll(List.of("--cap-drop", "ALL", "--hostname", "build"));
        arguments.addAll(system.arguments());
        arguments.addAll(more);
        return List.copyOf(arguments);
    }

    private static List<String> bind(String how, Path from, Path to) {
        return List.of(how, from.toString(), to.toString());
    }

    private static String trouble(List<String> probe, Path work) throws InterruptedException {
        try {
            var process =
                    new ProcessBuilder(probe)
                            .directory(work.toFile())
                            .redirectErrorStream(true)
                            .start();
            process.getOutputStream().close();
            var said = new String(process.getInputStream().readNBytes(500), UTF_8).strip();
            if (!process.waitFor(PROBE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return "bubblewrap did not answer within " + PROBE.toSeconds() + " s";
            }
            return process.exitValue() == 0 ? "" : "bubblewrap does not work here: " + said;
        } catch (IOException _) {
            return "bubblewrap (bwrap) is not installed";
        }
    }
}
