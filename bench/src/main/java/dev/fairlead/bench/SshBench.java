package dev.fairlead.bench;

import dev.fairlead.demo.Api;
import dev.fairlead.demo.LabHost;
import dev.fairlead.demo.LabHosts;
import dev.fairlead.demo.ServerProcess;
import dev.fairlead.demo.StoryFailed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What Fairlead itself costs on many hosts that are reached over SSH: the commands of the
 * environment do next to nothing, so that the rest is ours and sshd's.
 */
final class SshBench {
    private static final String PASSWORD = "bench-" + Long.toHexString(System.nanoTime());
    private static final String PRODUCTION = "production";
    private static final int HOSTS = 50;
    private static final int BATCH = 10;
    private static final int ROLLS = 5;

    private final Path folder;
    private final int port;
    private final Consumer<String> say;

    SshBench(Path folder, int port, Consumer<String> say) {
        this.folder = folder;
        this.port = port;
        this.say = say;
    }

    List<Measure> run() throws IOException {
        var missing = LabHosts.missing();
        if (!missing.isEmpty()) {
            return List.of(Measure.plain("hosts over SSH", "not measured: " + missing));
        }
        say.accept("starting %d SSH servers".formatted(HOSTS));
        var data = folder.resolve("server");
        var settings = Map.of("FAIRLEAD_ADMIN_PASSWORD", PASSWORD);
        try (var hosts = LabHosts.loopback(folder.resolve("lab"), HOSTS);
                var server = ServerProcess.start(data, port, settings)) {
            server.awaitReady(Duration.ofSeconds(90));
            return measure(hosts, server, data);
        }
    }

    private List<Measure> measure(LabHosts hosts, ServerProcess server, Path data)
            throws IOException {
        var api = new Api(server.address(), "admin", PASSWORD);
        var rollout = new Rollout(api, folder.resolve("work"), server.address(), 0);
        rollout.environment(PRODUCTION, definition(hosts));
        rollout.secret(Rollout.LAB_KEY, Files.readString(hosts.key()), PRODUCTION);
        var agent = deployer(server, data);
        var before = Memory.pssMegabytes(agent);
        say.accept("rolling over %d hosts in batches of %d".formatted(HOSTS, BATCH));
        var first = rollout.promote(rollout.release("The first one"), PRODUCTION);
        var rolled = new ArrayList<Duration>();
        for (int i = 0; i < ROLLS; i++) {
            rolled.add(rollout.promote(rollout.release("Change " + i), PRODUCTION));
        }
        var roll = new Sample(rolled).percentile(50);
        return List.of(
                Measure.plain(
                        "the first time, connections and host folders to be made", words(first)),
                Measure.plain("a deployment after that, p50 of " + ROLLS, words(roll)),
                new Measure(
                        "overhead per host, all steps",
                        roll.dividedBy(HOSTS).toMillis() + " ms",
                        "≤ 250 ms",
                        roll.dividedBy(HOSTS).toMillis() <= 250),
                Measure.plain(
                        "memory of the deploying agent (PSS), before and with 50 connections",
                        "%d MB, %d MB".formatted(before, Memory.pssMegabytes(agent))),
                Measure.plain("threads of that agent", threads(agent)));
    }

    private static Map<String, Object> definition(LabHosts hosts) {
        var definition = new LinkedHashMap<String, Object>();
        definition.put("kind", "production");
        definition.put("order", 1);
        definition.put("repository", "orders");
        definition.put("promotion", "manual");
        definition.put("prefetch", false); // all that a deployment does is measured
        definition.put("promoters", List.of(Rollout.PROMOTERS));
        definition.put("connections", hosts.all().stream().map(Rollout::connection).toList());
        definition.put("hosts", hosts.all().stream().map(SshBench::host).toList());
        definition.put("rolling", Map.of("batch", BATCH));
        definition.put("observe", Map.of("file", "app.jar"));
        definition.put(
                "steps",
                Map.of(
                        "stop", "true",
                        "install", "cp \"$FAIRLEAD_ARTIFACT\" app.jar",
                        "start", "true",
                        "verify", "true"));
        return definition;
    }

    private static Map<String, Object> host(LabHost host) {
        return Map.of(
                "name", host.name(),
                "folder", host.folder().toString(),
                "address", host.address(),
                "port", 80,
                "connection", host.name());
    }

    /** The server starts its own, and says where its work folder is. */
    private static ProcessHandle deployer(ServerProcess server, Path data) {
        var mark = data.resolve("agents").resolve("deploy").toString();
        return server.handle()
                .descendants()
                .filter(process -> arguments(process).contains("--work\0" + mark + "\0"))
                .filter(process -> arguments(process).contains("AgentCommand"))
                .findFirst()
                .orElseThrow(() -> new StoryFailed("This is a bug: no agent works in " + mark));
    }

    private static String arguments(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"));
        } catch (IOException _) {
            return "";
        }
    }

    private static String threads(ProcessHandle agent) {
        try (var lines = Files.lines(Path.of("/proc/" + agent.pid() + "/status"))) {
            return lines.filter(line -> line.startsWith("Threads:"))
                    .map(line -> line.substring("Threads:".length()).strip())
                    .findFirst()
                    .orElse("not known");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String words(Duration duration) {
        return "%.2f s".formatted(duration.toMillis() / 1000.0);
    }
}
