package dev.fairlead.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One host of four misbehaves: the result names it and what it did, and the rest keeps serving. In
 * the usual run one that gets healthy and dies at once, and is taken back by itself; the others
 * with {@code -Dfairlead.long=true}.
 */
class MisbehavingHostsIT {
    private static final String HOST = "order-2";

    /** The host's own commands misbehave as a file in its folder says. */
    private static final String INSTALL =
            """
            echo install $FAIRLEAD_VERSION >>did
            case "$(cat trouble 2>/dev/null)" in
            other) { cat $FAIRLEAD_ARTIFACT; echo '// other'; } >App.java ;;
            full) rm -f App.java; cat /dev/zero >fill 2>/dev/null; cp $FAIRLEAD_ARTIFACT App.java ;;
            *) cp $FAIRLEAD_ARTIFACT App.java ;;
            esac
            """;

    private static final String BEGIN =
            """
            case "$(cat trouble 2>/dev/null)" in
            refuses) exit 0 ;;
            never) FAIRLEAD_VERSION=not-it ;;
            dies) nohup sh -c 'until curl -sf http://$FAIRLEAD_ADDRESS:$FAIRLEAD_PORT/; do sleep 0.05; done; sleep 2.5; kill $(cat pid)' >/dev/null 2>&1 & ;;
            esac
            """;

    @TempDir static Path folder;
    private static World world;
    private static String before;
    private static int change;

    /** What the host does, and what has to be in the result. */
    record Trouble(String name, String told) {}

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(Boolean.getBoolean("fairlead.long"), "takes minutes: -Dfairlead.long=true");
        world = World.start(folder, 4);
        assertThat(world.define("production", "production", "manual", 2, World.START).status())
                .isEqualTo(200);
        define("stop");
        before = world.release("Change " + change++);
        world.roll("production", before);
    }

    private static void define(String onFailure) {
        var steps = new HashMap<>(World.steps(BEGIN + World.START));
        steps.put("install", INSTALL);
        steps.remove("verify");
        var health =
                Map.of(
                        "kind", "http",
                        "name", "health",
                        "path", "/",
                        "contains", "${version}",
                        "within", "60s");
        var verification = Map.of("hosts", Map.of("checks", List.of(health), "soak", "3s"));
        var keys =
                Map.<String, Object>of(
                        "steps", steps, "verification", verification, "onFailure", onFailure);
        var defined = world.redefine("production", keys);
        assertThat(defined.status()).as(defined.body()).isEqualTo(200);
    }

    @AfterAll
    static void stop() throws Exception {
        if (world != null) {
            world.close();
        }
    }

    @Test
    void whatDiesAtOnceIsTakenBackByItself() throws Exception {
        define("roll-back");
        trouble("dies");
        var version = world.release("Change " + change++);
        var id = world.promote(world.releaser, "production", version).get("deployment").asLong();
        var failed = world.awaitState(id, "failed");
        Files.delete(world.hostFolder(HOST).resolve("trouble"));
        assertThat(failed.get("note").asString()).contains("health").contains(HOST);
        serves();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> world.deployment(id).path("takenBackBy").isNumber());
        var back = world.deployment(id).get("takenBackBy").asLong();
        var over = world.awaitState(back, "verified", "failed", "stopped");
        if (!over.get("state").asString().equals("verified")) {
            retry(back); // the trouble went away too late for it
        }
        assertThat(world.deployment(back).get("cause").asString()).isEqualTo("rollback");
        assertThat(world.deployment(back).path("requestedBy").asString("")).isEmpty();
        assertThat(world.deployment(back).get("takesBack").asLong()).isEqualTo(id);
        assertThat(world.deployment(back).get("version").asString()).isEqualTo(before);
        assertThat(world.haproxy.states().values()).containsOnly("UP");
    }

    static Stream<Trouble> troubles() {
        return Stream.of(
                new Trouble("other", "order-2 has other bytes than release"),
                new Trouble("refuses", "Connection refused"),
                new Trouble("never", "not in the body \"not-it"),
                new Trouble("dies", "did not answer: Connection re"),
                new Trouble("full", "install on order-2 ended"));
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void theResultNamesTheHostAndTheRestKeepsServing(Trouble trouble) throws Exception {
        define("stop");
        var disk = trouble.name().equals("full") ? smallDisk() : null;
        trouble(trouble.name());
        var version = world.release("Change " + change++);
        var id = world.promote(world.releaser, "production", version).get("deployment").asLong();
        var over = world.awaitState(id, "failed", "verified", "stopped");
        assertThat(over.get("state").asString()).as(over.toPrettyString()).isEqualTo("failed");
        assertThat(over.get("note").asString()).contains(HOST).contains(trouble.told());
        assertThat(world.haproxy.states()).containsEntry(HOST, "MAINT");
        keepsServing();

        Files.delete(world.hostFolder(HOST).resolve("trouble"));
        Files.deleteIfExists(world.hostFolder(HOST).resolve("fill"));
        retry(id);
        assertThat(world.haproxy.states().values()).containsOnly("UP");
        before = version;
        if (disk != null) {
            run("umount", "-l", disk.toString());
        }
    }

    private static void retry(long id) {
        var retry = Map.of("decision", "retry", "host", HOST);
        var answer = world.releaser.post("/api/v1/deployments/" + id + "/decisions", retry);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        world.awaitState(id, "verified");
    }

    private static void trouble(String name) throws IOException {
        Files.writeString(world.hostFolder(HOST).resolve("trouble"), name);
    }

    /** The other three answer, through the balancer too. */
    private static void keepsServing() throws IOException {
        world.haproxy
                .states()
                .forEach((host, state) -> {
                    if (!host.equals(HOST)) {
                        assertThat(state).as(host).startsWith("UP");
                    }
                });
        serves();
    }

    private static void serves() throws IOException {
        for (int i = 0; i < 20; i++) {
            var address = world.haproxy.address();
            var url = URI.create("http://127.0.0.1:" + address.getPort() + "/").toURL();
            var connection = (HttpURLConnection) url.openConnection();
            assertThat(connection.getResponseCode()).isEqualTo(200);
            try (var in = connection.getInputStream()) {
                assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isNotEmpty();
            }
        }
    }

    /** What lies in the host's folder moves onto a disk that is soon full. */
    private static Path smallDisk() throws Exception {
        var host = world.hostFolder(HOST);
        assumeTrue(
                "root".equals(System.getProperty("user.name")),
                "a small disk can only be mounted by root");
        var kept = Files.createDirectories(folder.resolve("kept"));
        run("cp", "-a", host + "/.", kept.toString());
        run("mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", host.toString());
        run("cp", "-a", kept + "/.", host.toString());
        return host;
    }

    private static void run(String... command) throws Exception {
        var process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
    }
}
