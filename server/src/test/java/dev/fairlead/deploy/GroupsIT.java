package dev.fairlead.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.demo.Load;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Groups, parts of them, and commands around them, on real hosts behind a real HAProxy. */
@EnabledIfSystemProperty(
        named = "fairlead.long",
        matches = "true",
        disabledReason = "takes a minute; the strategies themselves are proven through the engine")
class GroupsIT {
    private static final String DIARY = "echo \"%s\" >>\"$DIARY\"";

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
    void takesTheCanaryFirstThenTheOthersByHalvesWithoutAFailedRequest() throws Exception {
        var diary = folder.resolve("diary");
        assertThat(world.define("production", changes(diary)).status()).isEqualTo(200);
        var version = world.release("First");
        world.roll("production", version);
        var second = world.release("Second");
        Files.delete(diary);
        try (var load = new Load(world.haproxy.address(), "/", 2, 200)) {
            world.roll("production", second);
            assertThat(load.failed()).as(load.firstFailure()).isZero();
        }
        assertThat(Files.readAllLines(diary))
                .containsExactly(
                        "begin " + second + " on order-1 order-2 order-3",
                        "batch 1: order-1",
                        "host order-1 $(reboot)",
                        "batch 2: order-2",
                        "host order-2 $(reboot)",
                        "batch 3: order-3",
                        "host order-3 $(reboot)",
                        "end");
    }

    private static Map<String, Object> changes(Path diary) {
        var changes = new HashMap<String, Object>();
        changes.put("groups", List.of(Map.of("name", "canary"), Map.of("name", "web")));
        changes.put("hosts", hosts());
        changes.put("strategy", Map.of("batch", "50%", "floor", 2));
        changes.put("rolling", Map.of("drainTimeout", "20s"));
        changes.put("variables", Map.of("DIARY", diary.toString(), "MARK", "$(reboot)"));
        changes.put(
                "hooks",
                Map.of(
                        "beforeDeployment",
                        DIARY.formatted("begin $FAIRLEAD_VERSION on $FAIRLEAD_HOSTS"),
                        "beforeBatch",
                        DIARY.formatted("batch $FAIRLEAD_BATCH: $FAIRLEAD_HOSTS"),
                        "afterHost",
                        DIARY.formatted("host $FAIRLEAD_HOST $MARK"),
                        "afterDeployment",
                        DIARY.formatted("end")));
        return changes;
    }

    private static List<Map<String, Object>> hosts() {
        var hosts = world.hosts();
        hosts.forEach(
                host -> host.put("group", host.get("name").equals("order-1") ? "canary" : "web"));
        return hosts;
    }
}
