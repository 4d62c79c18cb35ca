package dev.fairlead.bench;

import dev.fairlead.demo.StoryFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./fairlead bench}. */
@Command(
        name = "fairlead bench",
        mixinStandardHelpOptions = true,
        description = {
            "Measures a real server of its own: from push to build, builds a second, its start and"
                    + " memory, and what a rolling deployment adds to the application's own"
                    + " restart. Takes a few minutes; nothing else should run meanwhile."
        })
public final class BenchCommand implements Callable<Integer> {
    @Option(names = "--runs", description = "Pushes to measure (default: ${DEFAULT-VALUE}).")
    int runs = 100;

    @Option(names = "--write", description = "Write the table to docs/BENCHMARKS.md, too.")
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
        System.exit(new CommandLine(new BenchCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        var folder = Files.createTempDirectory("fairlead-bench");
        try {
            var table = new Bench(folder, port, clusterPort, runs, System.out::println).run();
            var report = Report.of(Machine.here(), LocalDate.now(ZoneOffset.UTC), runs, table);
            System.out.println();
            System.out.println(report);
            if (write) {
                Files.writeString(Path.of("docs", "BENCHMARKS.md"), report);
            }
            delete(folder);
            return table.stream().allMatch(Measure::holds) ? 0 : 1;
        } catch (StoryFailed e) {
            System.err.println(
                    "bench: " + e.getMessage() + " (everything is left in " + folder + ")");
            return 2;
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
