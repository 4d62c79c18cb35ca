package dev.fairlead.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fairlead.demo.Load;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Rolls real releases over real hosts behind a real HAProxy. */
class RollingIT {
    @TempDir static Path folder;
    private static World world;

    @BeforeAll
    static void start() throws Exception {
        world = World.start(folder, 3);
    }

    @AfterAll
    static void stop() throws Exception {
        world.close();
    }

    @Test
    void takesAReleaseOverThreeHostsWithoutAFailedRequest() throws Exception {
        assertThat(world.define("production", "production", "manual", 1, World.START).status())
                .isEqualTo(200);
        world.roll("production", world.release("First"));
        await().until(() -> world.haproxy.states().values().stream().allMatch(s -> s.equals("UP")));
        var second = world.release("Second");

        var refused = world.tryPromote(world.developer, "production", second);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().get("detail").asString())
                .startsWith("developer may not promote " + second + ": developer wrote its commit")
                .contains("Second");

        JsonNode rolled;
        try (var load = new Load(world.haproxy.address(), "/", 4, 400)) {
            await().until(() -> load.served() > 100);
            rolled = world.roll("production", second);
            assertThat(load.failed()).as(load.firstFailure()).isZero();
            assertThat(load.served()).isGreaterThan(500);
            System.out.println("served " + load.served() + ", failed " + load.failed());
        }
        report(rolled);
        countsWhatTheBalancerTook(rolled.get("id").asLong());
        everyHostRuns(second);
        assertThat(world.haproxy.states().values()).containsOnly("UP");

        var again = world.tryPromote(world.releaser, "production", second);
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.json().get("detail").asString())
                .isEqualTo(second + " runs in production already.");
    }

    private static void everyHostRuns(String version) {
        var all = world.admin.get("/api/v1/projects/ORD/environments").json();
        for (var host : all.get("values").get(0).get("hosts")) {
            assertThat(host.get("version").asString()).isEqualTo(version);
            assertThat(host.get("told").asString()).isEqualTo(version);
            assertThat(host.get("parked").asBoolean()).isFalse();
        }
    }

    private static void report(JsonNode deployment) {
        for (var step : deployment.get("steps")) {
            System.out.printf(
                    "%s %-8s %6d ms%n",
                    step.get("host").asString(),
                    step.get("step").asString(),
                    step.get("millis").asLong());
        }
        var took =
                Duration.between(
                        Instant.parse(deployment.get("started").asString()),
                        Instant.parse(deployment.get("finished").asString()));
        System.out.println("took " + took);
    }

    private static void countsWhatTheBalancerTook(long id) {
        await().until(() -> world.deployment(id).path("traffic").path("served").asLong(0) > 500);
        assertThat(world.deployment(id).get("traffic").get("failed").asLong()).isZero();
    }
}
