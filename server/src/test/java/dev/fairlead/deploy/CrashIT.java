package dev.fairlead.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Kills the server, the agent and PostgreSQL as power failures do, at the boundaries of a rollout's
 * steps: a seeded sample of them, or all of them with {@code -Dfairlead.long=true}.
 */
class CrashIT {
    private static final long SEED = Long.getLong("fairlead.seed", 20261123);

    @TempDir static Path folder;
    private static World world;
    private static int change;

    /** Who dies when which step of the first host has begun. */
    record Death(String victim, StepName step) {}

    @BeforeAll
    static void start() throws Exception {
        world = World.start(folder, 2);
        world.define("production", "production", "manual", 1, World.START);
        world.roll("production", world.release("Change " + change++));
    }

    @AfterAll
    static void stop() throws Exception {
        world.close();
    }

    static Stream<Death> deaths() {
        var all = new ArrayList<Death>();
        for (var victim : List.of("server", "agent", "postgres")) {
            var own = new ArrayList<Death>();
            for (var step : Journals.OF_HOST) {
                own.add(new Death(victim, step));
            }
            all.addAll(Boolean.getBoolean("fairlead.long") ? own : List.of(one(own)));
        }
        return all.stream();
    }

    private static Death one(List<Death> all) {
        return all.get(new Random(SEED + all.hashCode()).nextInt(all.size()));
    }

    @ParameterizedTest
    @MethodSource("deaths")
    void goesOnAtTheRightStepWhoeverDies(Death death) throws Exception {
        var version = world.release("Change " + change++);
        var before = world.did("order-1").size();
        var id = world.promote(world.releaser, "production", version).get("deployment").asLong();
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> hasBegun(id, death.step()));
        kill(death.victim());
        var over = world.awaitState(id, "verified", "failed", "stopped");
        assertThat(over.get("state").asString()).as(over.toPrettyString()).isEqualTo("verified");
        ranOnce("order-1", version, before);
        assertThat(world.haproxy.states().values()).containsOnly("UP");
    }

    private static boolean hasBegun(long id, StepName step) {
        for (var one : world.deployment(id).get("steps")) {
            if (one.get("step").asString().equals(step.word())
                    && one.get("host").asString().equals("order-1")) {
                return !one.get("state").asString().equals("planned");
            }
        }
        return false;
    }

    private static void kill(String victim) throws IOException {
        switch (victim) {
            case "server" -> {
                world.server.kill();
                world.server.restart();
                world.server.awaitReady();
            }
            case "agent" -> {
                world.deployer().kill();
                world.deployer().restart();
            }
            default -> killPostgres();
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

    private static void ranOnce(String host, String version, int before) throws IOException {
        var did = world.did(host);
        assertThat(did.subList(before, did.size()))
                .containsExactly("stop", "install " + version, "start " + version);
    }
}
