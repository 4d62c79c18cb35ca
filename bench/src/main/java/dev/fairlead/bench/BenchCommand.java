package dev.fairlead.bench;

import dev.fairlead.demo.StoryFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./fairlead bench}. */
@Command(
        name = "fairlead bench",
        mixinStandardHelpOptions = true,
        description = {
            "Measures a real server of its own. line: from push to build, builds a second, its"
                    + " start and memory, and what a rolling deployment adds to the application's"
                    + " own restart. code: clones and pushes beside native git, and pages of a"
                    + " repository with 10,000 commits. builds: with and without a checkout beside"
                    + " Buildbot, and the logs of 300 agents. board: the boards of 200 environments"
                    + " with 100,000 deployments behind them. ssh: fifty hosts over SSH. lastmile: a"
                    + " rolling deployment beside a shell loop and Ansible. Takes a few minutes each;"
                    + " nothing"
                    + " else should run meanwhile."
        })
public final class BenchCommand implements Callable<Integer> {
    private static final Path REPORT = Path.of("docs", "BENCHMARKS.md");

    @Option(
            names = "--only",
            description =
                    "Measure one part: line, code, builds, board, ssh or lastmile (default: all).")
    @Nullable Part only;

    @Option(names = "--runs", description = "Pushes to measure (default: ${DEFAULT-VALUE}).")
    int runs = 100;

    @Option(
            names = "--commits",
            description = "Commits of the generated history (default: ${DEFAULT-VALUE}).")
    int commits = 10_000;

    @Option(
            names = "--write",
            description = "Write the tables to docs/BENCHMARKS.md, too; others stay there.")
    boolean write;

    @Option(names = "--port", description = "The server's port (default: ${DEFAULT-VALUE}).")
    int port = 18_080;

    @Option(
            names = "--cluster-port",
            description = {
                "HAProxy's port; the four ports after it are the hosts'"
                        + " (default: ${DEFAULT-VALUE})."
            })
    int clusterPort = 18_090;

    static void main(String[] arguments) {
        var command = new CommandLine(new BenchCommand());
        System.exit(command.setCaseInsensitiveEnumValuesAllowed(true).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        var folder = Files.createTempDirectory("fairlead-bench");
        try {
            var measured = new ArrayList<Measure>();
            var report = Report.empty();
            var kept = Files.exists(REPORT) ? Report.read(Files.readString(REPORT)) : report;
            for (var part : only == null ? List.of(Part.values()) : List.of(only)) {
                var table = measure(part, folder.resolve(part.toString()));
                var today = LocalDate.now(ZoneOffset.UTC);
                report.with(part, Machine.here(), today, note(part), table);
                kept.with(part, Machine.here(), today, note(part), table);
                measured.addAll(table);
            }
            System.out.println();
            System.out.println(report);
            if (write) {
                Files.writeString(REPORT, kept.toString());
            }
            delete(folder);
            return measured.stream().allMatch(Measure::holds) ? 0 : 1;
        } catch (StoryFailed e) {
            System.err.println(
                    "bench: " + e.getMessage() + " (everything is left in " + folder + ")");
            return 2;
        }
    }

    private List<Measure> measure(Part part, Path folder) throws IOException {
        return switch (part) {
            case LINE -> new Bench(folder, port, clusterPort, runs, System.out::println).run();
            case CODE -> new CodeBench(folder, port, runs, commits, System.out::println).run();
            case BOARD -> new BoardBench(folder, port, runs, System.out::println).run();
            case BUILDS -> new BuildBench(folder, port, runs, System.out::println).run();
            case SSH -> new SshBench(folder, port, System.out::println).run();
            case LASTMILE ->
                    new LastMileBench(folder, port, clusterPort, System.out::println).run();
        };
    }

    private String note(Part part) {
        return switch (part) {
            case LINE ->
                    "%d pushes. The server was started with its bundled PostgreSQL and both local agents; git was the real client on the same machine."
                            .formatted(runs);
            case CODE ->
                    "%d pushes and a generated history of %,d commits, the same in Fairlead and in a bare repository behind `git http-backend`, asked in turns by the same client. The native repository is packed with bitmaps and syncs pushes to disk (core.fsync=all)."
                            .formatted(runs, commits);
            case BOARD ->
                    "%d requests each, after ten, with 200 environments of four hosts in %d projects, 5,000 releases and 100,000 deployments. These were written as rows straight into the tables of the server's bundled PostgreSQL; environments came by REST."
                            .formatted(runs, BoardBench.PROJECTS);
            case BUILDS ->
                    "%d builds of a repository of ten files with the one step `true`, each in its sandbox, seen by a request that is answered when the build has ended; beside Debian's Buildbot (one worker, two builds at once, no sandbox) where it is installed. The agents that log are simulated: each has a connection of its own and speaks the protocol, in one process beside the server."
                            .formatted(runs);
            case SSH ->
                    "Fifty OpenSSH servers on this machine, each a host with a folder; the server's own deploy agent, its keys from the vault, host keys pinned. The environment's commands do next to nothing, so that what is left is Fairlead and sshd. Everything shares this machine's cores.";
            case LASTMILE ->
                    "Four hosts on the loopback, each with an sshd of its own, and a HAProxy under 700 requests a second; the service takes 10 ms for one, so that a host that leaves has some to finish, and the artifact is 30 MB. Fairlead copies it to all hosts while the release waits for its promoter, or else while nobody is out of the pool, and links it into its place when a host is; the loop and Ansible copy it to its place while its host is out. In turns, five times. The shell loop keeps its ssh connections (ControlPersist), as Ansible does, which has pipelining and no gathering of facts, and whose module looks once a second whether a host is drained, its least.";
        };
    }

    private static void delete(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
