package dev.fairlead.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fairlead.demo.Load;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Two sets that take over from each other, on real hosts behind a real HAProxy. */
@EnabledIfSystemProperty(
        named = "fairlead.long",
        matches = "true",
        disabledReason = "takes a minute; the planner is proven at every boundary of a change")
class BlueGreenIT {
    private static final String HELD =
            "echo %1$s $FAIRLEAD_VERSION >>did; while [ -e hold-%1$s ]; do sleep 0.05; done";

    @TempDir static Path folder;
    private static World world;

    @BeforeAll
    static void start() throws Exception {
        world = World.start(folder, 4);
    }

    @AfterAll
    static void stop() throws Exception {
        world.close();
    }

    @Test
    void givesThePoolBackWhereverAChangeIsAborted() throws Exception {
        assertThat(world.define("production", sets()).status()).isEqualTo(200);
        var first = world.release("First");
        world.roll("production", first);
        var serving = serving();
        assertThat(serving).hasSize(2);
        var next = world.hosts().stream().map(BlueGreenIT::name).filter(not(serving)).toList();
        var second = world.release("Second");

        try (var load = new Load(world.haproxy.address(), "/", 2, 200)) {
            var whileInstalled = abort(second, next.getLast(), "begin");
            assertThat(serving()).isEqualTo(serving);
            assertThat(whileInstalled).contains("It was aborted.");

            var withTheNewSetIn = abort(second, next.getLast(), "after");
            assertThat(serving()).isEqualTo(serving);
            assertThat(withTheNewSetIn)
                    .contains("It was aborted.")
                    .contains(" serves: " + told(serving, first))
                    .contains(" does not serve: " + told(next, second));

            world.roll("production", second);
            assertThat(serving()).containsExactlyInAnyOrderElementsOf(next);
            assertThat(load.failed()).as(load.firstFailure()).isZero();
            assertThat(load.served()).isPositive();
        }
    }

    /** All of it has changed, and must hold for a while, when the old set has to serve again. */
    @Test
    void putsOnlyThoseBackThatServe() throws Exception {
        var changes = sets();
        assertThat(world.define("production", changes).status()).isEqualTo(200);
        world.roll("production", world.release("Before"));
        changes.put(
                "verification", Map.of("end", Map.of("checks", List.of(front()), "soak", "5m")));
        assertThat(world.define("production", changes).status()).isEqualTo(200);
        var version = world.release("Lasting");
        var id = world.promote(world.releaser, "production", version).get("deployment").asLong();
        await().atMost(Duration.ofMinutes(1)).until(() -> isSettling(id));
        var come = serving();
        var left = world.hosts().stream().map(BlueGreenIT::name).filter(not(come)).toList();
        kill(left.getFirst());

        try (var load = new Load(world.haproxy.address(), "/", 2, 200)) {
            var decisions = "/api/v1/deployments/" + id + "/decisions";
            world.releaser.post(decisions, Map.of("decision", "abort"));
            var note = note(world.awaitState(id, "failed"));

            assertThat(note).contains("verify on " + left.getFirst()).contains("stay in the pool");
            assertThat(serving()).containsAll(come).contains(left.getLast()).hasSize(3);
            assertThat(load.failed()).as(load.firstFailure()).isZero();
        }
    }

    private static Map<String, Object> front() {
        var port = world.haproxy.address().getPort();
        return Map.of("kind", "tcp", "address", "127.0.0.1", "port", port);
    }

    private static boolean isSettling(long deployment) {
        return world.deployment(deployment)
                .get("steps")
                .valueStream()
                .filter(one -> one.get("step").asString().equals("settle"))
                .anyMatch(one -> one.get("state").asString().equals("issued"));
    }

    private static void kill(String host) throws IOException {
        var pid = Files.readString(world.hostFolder(host).resolve("pid")).strip();
        ProcessHandle.of(Long.parseLong(pid)).orElseThrow().destroyForcibly();
    }

    /** Aborts a change while one of its hosts is held in a command, and gives what was noted. */
    private static String abort(String version, String host, String command) throws Exception {
        var on = Files.createDirectories(world.hostFolder(host));
        var hold = Files.createFile(on.resolve("hold-" + command));
        var before = did(host, command);
        var id = world.promote(world.releaser, "production", version).get("deployment").asLong();
        await().atMost(Duration.ofMinutes(1)).until(() -> did(host, command) > before);
        var decisions = "/api/v1/deployments/" + id + "/decisions";
        var aborted = world.releaser.post(decisions, Map.of("decision", "abort"));
        assertThat(aborted.status()).as(aborted.body()).isEqualTo(200);
        Files.delete(hold);
        return note(world.awaitState(id, "stopped"));
    }

    private static String note(JsonNode deployment) {
        return deployment.get("note").asString();
    }

    private static long did(String host, String command) throws IOException {
        return world.did(host).stream().filter(line -> line.startsWith(command + " ")).count();
    }

    private static Set<String> serving() throws IOException {
        return world.haproxy.states().entrySet().stream()
                .filter(state -> state.getValue().startsWith("UP"))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static Predicate<String> not(Set<String> hosts) {
        return host -> !hosts.contains(host);
    }

    private static String told(Collection<String> hosts, String version) {
        return hosts.stream().sorted().collect(Collectors.joining(", ")) + " run " + version;
    }

    private static String name(Map<String, Object> host) {
        return String.valueOf(host.get("name"));
    }

    private static Map<String, Object> sets() {
        var hosts = world.hosts();
        hosts.forEach(
                host -> host.put("group", name(host).compareTo("order-3") < 0 ? "blue" : "green"));
        var changes = new HashMap<String, Object>();
        changes.put("groups", List.of(Map.of("name", "blue"), Map.of("name", "green")));
        changes.put("hosts", hosts);
        changes.put("strategy", Map.of("kind", "blue-green"));
        changes.put(
                "hooks",
                Map.of(
                        "beforeHost", HELD.formatted("begin"),
                        "afterHost", HELD.formatted("after")));
        return changes;
    }
}
