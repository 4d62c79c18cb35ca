package dev.fairlead.bench;

import dev.fairlead.demo.Api;
import dev.fairlead.demo.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Everything that is measured, in order, on one server. */
final class Bench {
    private static final String PASSWORD = "bench-" + Long.toHexString(System.nanoTime());
    private static final Duration SETTLE = Duration.ofSeconds(15);

    private final Path folder;
    private final int port;
    private final int clusterPort;
    private final int runs;
    private final Consumer<String> say;

    Bench(Path folder, int port, int clusterPort, int runs, Consumer<String> say) {
        this.folder = folder;
        this.port = port;
        this.clusterPort = clusterPort;
        this.runs = runs;
        this.say = say;
    }

    List<Measure> run() throws IOException {
        var table = new ArrayList<Measure>();
        say.accept("starting a server for the first time, and once more");
        var first = new StartBench(folder.resolve("server"), port, settings());
        table.add(Measure.plain("first start, to the first page", words(first.measure())));
        var again = first.measure();
        table.add(
                new Measure(
                        "start to the first page",
                        words(again),
                        "≤ 5 s",
                        again.compareTo(Duration.ofSeconds(5)) <= 0));
        try (var server = ServerProcess.start(folder.resolve("server"), port, settings())) {
            server.awaitReady(Duration.ofSeconds(60));
            table.add(memory(server));
            var api = new Api(server.address(), "admin", PASSWORD);
            say.accept("pushing %d commits one by one".formatted(runs));
            var pushes = new PushBench(api, folder.resolve("work"), server.address());
            table.addAll(pushes.measureLatency(runs));
            say.accept("pushing 200 commits at once");
            table.add(pushes.measureThroughput(200));
            say.accept("rolling over three hosts");
            try (var rolling = new RollingBench(api, folder, clusterPort, server.address())) {
                table.addAll(rolling.measure());
            }
        }
        return table;
    }

    private Measure memory(ServerProcess server) {
        say.accept("waiting %d s for the server to be idle".formatted(SETTLE.toSeconds()));
        LockSupport.parkNanos(SETTLE.toNanos());
        var megabytes = Memory.pssMegabytes(server.handle(), folder);
        return new Measure(
                "idle memory of all that the server started (PSS)",
                megabytes + " MB",
                "≤ 400 MB",
                megabytes <= 400);
    }

    private Map<String, String> settings() {
        return Map.of("FAIRLEAD_ADMIN_PASSWORD", PASSWORD);
    }

    private static String words(Duration duration) {
        return "%.1f s".formatted(duration.toMillis() / 1000.0);
    }
}
