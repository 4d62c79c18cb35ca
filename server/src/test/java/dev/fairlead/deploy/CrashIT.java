package dev.fairlead.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fairlead.demo.Load;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * Kills the server, the agent, PostgreSQL, HAProxy or a host as power failures do, at the
 * boundaries of the steps of a rollout over four hosts under load: a seeded sample of them, or all
 * of them with {@code -Dfairlead.long=true}.
 */
class CrashIT {
    private static final long SEED = Long.getLong("fairlead.seed", 20261123);
    private static final int HOSTS = 4;
    private static final int SAMPLE = 2;

    /** Those whose death no request may notice. */
    private static final Set<String> SERVE_NOTHING = Set.of("server", "agent", "postgres");

    @TempDir static Path folder;
    private static World world;
    private static int change;

    /** Who dies when which step of which host has begun. */
    record Death(String victim, String host, StepName step) {}

    @BeforeAll
    static void start() throws Exception {
        world = World.start(folder, HOSTS);
        world.define("production", "production", "manual", 1, World.START);
        world.roll("production", world.release("Change " + change++));
    }

    @AfterAll
    static void stop() throws Exception {
        world.close();
    }

    static Stream<Death> deaths() {
        var all = new ArrayList<Death>();
        for (var victim : List.of("server", "agent", "postgres", "haproxy", "host")) {
            for (var host : hosts()) {
                for (var step : Journals.OF_HOST) {
                    all.add(new Death(victim, host, step));
                }
            }
        }
        if (Boolean.getBoolean("fairlead.long")) {
            return all.stream();
        }
        Collections.shuffle(all, new Random(SEED));
        var victims = new ArrayList<String>();
        all.removeIf(death -> victims.contains(death.victim()) || !victims.add(death.victim()));
        return all.stream().limit(SAMPLE);
    }

    private static List<String> hosts() {
        return IntStream.rangeClosed(1, HOSTS).mapToObj(i -> "order-" + i).toList();
    }

    @ParameterizedTest
    @MethodSource("deaths")
    void endsInTheTruthWhoeverDies(Death death) throws Exception {
        var version = world.release("Change " + change++);
        var before = did();
        var load = new Load(world.haproxy.address(), "/", 4, 100);
        try (var pool = new PoolWatch(world.haproxy)) {
            var id = promoted(version);
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> hasBegun(id, death));
            kill(death);
            var over = awaitEnd(id);

            ranAsTheJournalSays(over, version, before);
            if (SERVE_NOTHING.contains(death.victim())) {
                assertThat(over.get("state").asString()).as(told(over)).isEqualTo("verified");
                assertThat(pool.looks()).isPositive();
                assertThat(pool.mostOut()).isEqualTo(1);
                load.close();
                assertThat(load.failed()).as(load.firstFailure()).isZero();
            }
            var out = outOfThePool();
            var named = namedAsOut(over);
            if (death.victim().equals("host")) {
                // It may have died when it had done its part, which is nobody's doing but ours.
                out.remove(death.host());
                named.remove(death.host());
            }
            assertThat(out).as(told(over)).isEqualTo(named);
        } finally {
            load.close();
        }
        heal(version);
    }

    private static long promoted(String version) {
        return world.promote(world.releaser, "production", version).get("deployment").asLong();
    }

    private static boolean hasBegun(long id, Death death) {
        for (var one : world.deployment(id).get("steps")) {
            if (one.get("step").asString().equals(death.step().word())
                    && one.get("host").asString().equals(death.host())) {
                return !one.get("state").asString().equals("planned")
                        && !one.get("ahead").asBoolean();
            }
        }
        return false;
    }

    /** Where only a person can say how to go on, one says that it is over. */
    private static JsonNode awaitEnd(long id) {
        var ends = Set.of("verified", "failed", "stopped");
        await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions()
                .until(() -> {
                    var now = world.deployment(id);
                    if (!now.get("needsPerson").asString().isEmpty()
                            && now.get("state").asString().equals("running")) {
                        var stop = Map.of("decision", "stop");
                        world.releaser.post("/api/v1/deployments/" + id + "/decisions", stop);
                    }
                    return ends.contains(now.get("state").asString());
                });
        return world.deployment(id);
    }

    private static Map<String, Integer> did() throws IOException {
        var before = new HashMap<String, Integer>();
        for (var host : hosts()) {
            before.put(host, world.did(host).size());
        }
        return before;
    }

    /** No command ran on a host that the journal does not hold an attempt of. */
    private static void ranAsTheJournalSays(
            JsonNode deployment, String version, Map<String, Integer> before) throws IOException {
        var verified = deployment.get("state").asString().equals("verified");
        for (var host : hosts()) {
            var did = world.did(host);
            var ran = did.subList(before.getOrDefault(host, 0), did.size());
            for (var step : List.of("stop", "install", "start")) {
                var line = step.equals("stop") ? step : step + " " + version;
                var times = ran.stream().filter(line::equals).count();
                assertThat(times)
                        .as("%s on %s: %s", step, host, told(deployment))
                        .isLessThanOrEqualTo(attempts(deployment, host, step))
                        .isGreaterThanOrEqualTo(verified ? 1 : 0);
            }
        }
    }

    private static long attempts(JsonNode deployment, String host, String step) {
        return deployment
                .get("steps")
                .valueStream()
                .filter(one -> one.get("host").asString().equals(host))
                .filter(one -> one.get("step").asString().equals(step))
                .filter(one -> !one.get("state").asString().equals("planned"))
                .count();
    }

    private static List<String> outOfThePool() {
        var all = new ArrayList<String>();
        await().ignoreExceptions()
                .until(() -> {
                    all.clear();
                    world.haproxy.states().entrySet().stream()
                            .filter(server -> !server.getValue().startsWith("UP"))
                            .forEach(server -> all.add(server.getKey()));
                    return true;
                });
        return all;
    }

    /** Those that the deployment says it left out; none for one that is verified. */
    private static List<String> namedAsOut(JsonNode deployment) {
        var note = deployment.get("note").asString();
        var at = note.indexOf("Out of the pool: ");
        var named = new ArrayList<>(hosts());
        named.removeIf(host -> at < 0 || !note.substring(at).contains(host));
        return named;
    }

    private static String told(JsonNode deployment) {
        return deployment.toPrettyString();
    }

    /** Another promotion of what came brings every host back. */
    private static void heal(String version) throws IOException {
        if (!outOfThePool().isEmpty()) {
            world.roll("production", world.release("After " + version));
        }
    }

    private static void kill(Death death) throws IOException {
        switch (death.victim()) {
            case "server" -> {
                world.server.kill();
                world.server.restart();
                world.server.awaitReady();
            }
            case "agent" -> {
                world.deployer().kill();
                world.deployer().restart();
            }
            case "haproxy" -> world.haproxy.killAndRestart();
            case "host" -> killHost(world.hostFolder(death.host()));
            default -> killPostgres();
        }
    }

    /**
     * All that runs on it: its application, and what is being done to it. What was just started by
     * something that died is looked for once more, for a host that is off runs nothing.
     */
    private static void killHost(Path host) {
        List<ProcessHandle> found;
        do {
            found =
                    ProcessHandle.allProcesses()
                            .filter(process -> runsOn(process, host))
                            .filter(ProcessHandle::destroyForcibly)
                            .toList();
        } while (!found.isEmpty());
    }

    private static boolean runsOn(ProcessHandle process, Path host) {
        var entry = Path.of("/proc", Long.toString(process.pid()));
        try {
            var arguments = Files.readString(entry.resolve("cmdline"), StandardCharsets.ISO_8859_1);
            return Files.readSymbolicLink(entry.resolve("cwd")).startsWith(host)
                    || arguments.contains(host + "/.fairlead");
        } catch (IOException _) {
            return false; // somebody else's, or gone
        }
    }

    private static void killPostgres() {
        world.server
                .handle()
                .descendants()
                .filter(p -> p.info().command().orElse("").endsWith("/postgres"))
                .forEach(ProcessHandle::destroyForcibly);
        if (!world.server.handle().isAlive()) {
            world.server.restart();
        }
        world.server.awaitReady();
    }
}
