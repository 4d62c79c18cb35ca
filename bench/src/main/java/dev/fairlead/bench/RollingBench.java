package dev.fairlead.bench;

import dev.fairlead.demo.Api;
import dev.fairlead.demo.Cluster;
import dev.fairlead.demo.Host;
import dev.fairlead.demo.Load;
import dev.fairlead.demo.StoryFailed;
import java.io.IOException;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * What a rolling deployment costs a host beyond the restart that the application needs anyway: the
 * time from promotion to verified over three hosts behind a real HAProxy under load, less the same
 * three restarts run by a shell, each of a server that has served and is out of the pool.
 */
final class RollingBench implements AutoCloseable {
    private static final int ROLLS = 5;
    private static final String PRODUCTION = "production";

    private final Cluster cluster;
    private final Rollout rollout;
    private final Map<?, ?> steps;

    RollingBench(Api admin, Path folder, int clusterPort, URI server) throws IOException {
        this.cluster = new Cluster(folder.resolve("cluster"), clusterPort);
        this.rollout = new Rollout(admin, folder.resolve("work").resolve("orders"), server, 0);
        var definition = cluster.productionDefinition(Rollout.PROMOTERS);
        definition.remove("after");
        definition.put("prefetch", false); // all that a deployment does is measured
        this.steps = (Map<?, ?>) Objects.requireNonNull(definition.get("steps"));
        // What deployments started lives in sessions of its own, and would outlive a Ctrl-C.
        Runtime.getRuntime().addShutdownHook(new Thread(cluster::close, "stop"));
        cluster.start();
        rollout.environment(PRODUCTION, definition);
    }

    List<Measure> measure() throws IOException {
        rollout.promote(rollout.release("The first one"), PRODUCTION);
        var load = new Load(cluster.front(), "/", 4, 100);
        var rolled = new ArrayList<Duration>();
        var restarted = new ArrayList<Duration>();
        try {
            for (int i = 0; i < ROLLS; i++) {
                var version = rollout.release("Change " + i);
                rolled.add(rollout.promote(version, PRODUCTION));
            }
        } finally {
            load.close();
        }
        // Under the same load, and like the rollout of servers that get no requests meanwhile: a
        // JVM
        // that still gets some ends 0.3 s sooner than one that is idle.
        var version = versionNow();
        try (var _ = new Load(cluster.front(), "/", 4, 100)) {
            for (int i = 0; i < ROLLS; i++) {
                restarted.add(restartAll(version));
            }
        }
        var roll = new Sample(rolled).percentile(50);
        var restart = new Sample(restarted).percentile(50);
        var overhead = roll.minus(restart).dividedBy(cluster.production().size());
        return List.of(
                new Measure(
                        "rolling over three hosts, p50 of " + ROLLS,
                        "%s, %d of %d requests failed"
                                .formatted(words(roll), load.failed(), load.served()),
                        "0 failed",
                        load.failed() == 0),
                Measure.plain(
                        "the application's own restart, per host", words(restart.dividedBy(3))),
                new Measure(
                        "overhead of the rolling deployment, per host",
                        words(overhead),
                        "≤ 0.5 s",
                        overhead.toMillis() <= 500));
    }

    private String versionNow() throws IOException {
        var host = cluster.production().getFirst();
        try (var in =
                URI.create("http://127.0.0.1:" + host.port() + "/version").toURL().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Duration restartAll(String version) throws IOException {
        var took = Duration.ZERO;
        for (var host : cluster.production()) {
            move(host, "maint");
            var began = System.nanoTime();
            for (var step : List.of("stop", "start", "verify")) {
                run(host, String.valueOf(steps.get(step)), version);
            }
            took = took.plusNanos(System.nanoTime() - began);
            move(host, "ready");
        }
        return took;
    }

    private void move(Host host, String state) throws IOException {
        var command = "set server orders/%s state %s\n".formatted(host.name(), state);
        try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(cluster.socket()))) {
            channel.write(ByteBuffer.wrap(command.getBytes(StandardCharsets.US_ASCII)));
            channel.read(ByteBuffer.allocate(1_000)); // it has been done when it answers
        }
    }

    private static void run(Host host, String command, String version) throws IOException {
        var builder =
                new ProcessBuilder("/bin/sh", "-e", "-c", command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment()
                .putAll(
                        Map.of(
                                "FAIRLEAD_FOLDER", host.folder().toString(),
                                "FAIRLEAD_PORT", Integer.toString(host.port()),
                                "FAIRLEAD_VERSION", version));
        try {
            var process = builder.start();
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new StoryFailed("a restart of %s failed".formatted(host.name()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoryFailed("interrupted", e);
        }
    }

    private static String words(Duration duration) {
        return "%.2f s".formatted(duration.toMillis() / 1000.0);
    }

    @Override
    public void close() {
        cluster.close();
    }
}
