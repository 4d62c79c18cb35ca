package dev.fairlead.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host whose start fails: the rollout stops there, and a person says how it goes on. */
class FailedHostIT {
    @TempDir static Path folder;
    private static World world;

    @BeforeAll
    static void start() throws Exception {
        world = World.start(folder, 2);
        var start = "test ! -e broken || exit 7; " + World.START;
        assertThat(world.define("production", "production", "manual", 1, start).status())
                .isEqualTo(200);
    }

    @AfterAll
    static void stop() throws Exception {
        world.close();
    }

    @Test
    void stopsThereWhileTheOthersServeAndGoesOnAsAPersonSays() throws Exception {
        var first = world.release("First");
        world.roll("production", first);
        var second = world.release("Second");
        var broken = Files.createFile(world.hostFolder("order-1").resolve("broken"));
        var id = world.promote(world.releaser, "production", second).get("deployment").asLong();

        var failed = world.awaitState(id, "failed");
        assertThat(failed.get("note").asString())
                .isEqualTo("start on order-1 ended with exit code 7. Out of the pool: order-1.");
        assertThat(world.haproxy.states()).containsEntry("order-1", "MAINT");
        assertThat(world.haproxy.states().get("order-2")).startsWith("UP");
        await().atMost(Duration.ofSeconds(20)).until(() -> saysWhoRunsWhat(first, second));

        Files.delete(broken);
        var decisions = "/api/v1/deployments/" + id + "/decisions";
        var retry = Map.of("decision", "retry", "host", "order-1");
        assertThat(world.admin.post(decisions, Map.of("decision", "retry")).status())
                .isEqualTo(409);
        assertThat(world.releaser.post(decisions, retry).status()).isEqualTo(200);
        world.awaitState(id, "verified");
        assertThat(world.haproxy.states().values()).containsOnly("UP");

        back(id, first);
    }

    /** The person on call goes back to what ran before. */
    private static void back(long id, String first) {
        var decisions = "/api/v1/deployments/" + id + "/decisions";
        var rolledBack = world.releaser.post(decisions, Map.of("decision", "rollback"));
        assertThat(rolledBack.status()).as(rolledBack.body()).isEqualTo(200);
        var back = rolledBack.json();
        assertThat(back.get("cause").asString()).isEqualTo("rollback");
        assertThat(back.get("version").asString()).isEqualTo(first);
        world.awaitState(back.get("id").asLong(), "verified");
    }

    private static boolean saysWhoRunsWhat(String first, String second) {
        var all = world.admin.get("/api/v1/projects/ORD/environments").json();
        var hosts = all.get("values").get(0).get("hosts");
        return hosts.get(0).get("version").asString("").equals(second)
                && hosts.get(0).get("parked").asBoolean()
                && hosts.get(1).get("told").asString("").equals(first);
    }
}
