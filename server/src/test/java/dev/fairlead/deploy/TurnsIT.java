package dev.fairlead.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fairlead.Http;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An environment from before its first deployment on: tried, adopted, promoted to in turn. */
class TurnsIT {
    private static final String PRODUCTION = "/api/v1/projects/ORD/environments/production";

    @TempDir static Path folder;
    private static World world;

    @BeforeAll
    static void start() throws Exception {
        world = World.start(folder, 1);
        assertThat(world.define("production", "production", "manual", 1, World.START).status())
                .isEqualTo(200);
    }

    @AfterAll
    static void stop() throws Exception {
        world.close();
    }

    @Test
    void takesOneDeploymentAfterTheOther() throws Exception {
        var first = world.release("First");
        adopts(first);
        var second = world.release("Second");
        var third = world.release("Third");
        // A slow start leaves time to look.
        world.define("production", "production", "manual", 1, "sleep 2; " + World.START);

        var running = world.promote(world.releaser, "production", second).get("deployment");
        var waiting = world.promote(world.releaser, "production", third);
        assertThat(waiting.get("state").asString()).isEqualTo("waiting");
        assertThat(world.releaser.get("/deployments/" + waiting.get("deployment")).body())
                .contains(
                        "It waits for its turn in production. Before it: ",
                        "of " + second + ", which is under way.");
        for (var again : List.of(second, third)) {
            var refused = world.tryPromote(world.releaser, "production", again);
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.body()).contains(again + " is on its way to production already");
        }

        world.awaitState(running.asLong(), "verified");
        var over = world.awaitState(waiting.get("deployment").asLong(), "verified");
        assertThat(over.get("version").asString()).isEqualTo(third);
        assertThat(world.tryPromote(world.releaser, "production", third).body())
                .contains(third + " runs in production already");

        letsOneOfTwoAtOnceIn(world.release("Fourth"));
    }

    /** Who wrote what runs already may send it again: the base line is what was adopted. */
    private static void adopts(String first) {
        var refused = world.tryPromote(world.developer, "production", first);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body()).contains("developer wrote");
        var adoption = Map.of("version", first, "commit", "v" + first);
        assertThat(world.developer.post(PRODUCTION + "/adoption", adoption).status())
                .isEqualTo(403);
        var unknown = Map.of("version", first, "commit", "v9.9.9");
        assertThat(world.admin.post(PRODUCTION + "/adoption", unknown).body())
                .contains("has no commit \\\"v9.9.9\\\"");
        assertThat(world.admin.post(PRODUCTION + "/adoption", adoption).status()).isEqualTo(201);
        assertThat(world.admin.get("/api/v1/audit").body()).contains("environment.adopted");

        var promoted = world.promote(world.developer, "production", first);
        world.awaitState(promoted.get("deployment").asLong(), "verified");
    }

    private static void letsOneOfTwoAtOnceIn(String version) throws Exception {
        Callable<Http.Answer> promotion =
                () -> world.tryPromote(world.releaser, "production", version);
        var answers = new ArrayList<Integer>();
        try (var both = Executors.newFixedThreadPool(2)) {
            for (var answer : both.invokeAll(List.of(promotion, promotion))) {
                answers.add(answer.get().status());
            }
        }
        assertThat(answers).containsExactlyInAnyOrder(201, 409);
    }

    @Test
    void triesAHostBeforeAnythingIsSaved() throws Exception {
        var file = Files.createFile(folder.resolve("file"));
        var fields =
                Map.ofEntries(
                        Map.entry("name", "tried"),
                        Map.entry("kind", "staging"),
                        Map.entry("order", "5"),
                        Map.entry("repository", "orders"),
                        Map.entry("promotion", "manual"),
                        Map.entry("promoters", "bizplat-releasers"),
                        Map.entry("balancers[0].name", "lb-1"),
                        Map.entry("balancers[0].socket", world.haproxy.socket().toString()),
                        Map.entry("balancers[0].backend", "orders"),
                        Map.entry("strategy.batch", "1"),
                        Map.entry("steps.install", "true"),
                        Map.entry("steps.verify", "true"),
                        Map.entry("hosts[0].name", "good"),
                        Map.entry("hosts[0].agent", "local"),
                        Map.entry("hosts[0].folder", folder.resolve("tried").toString()),
                        Map.entry("hosts[0].address", "127.0.0.1"),
                        Map.entry("hosts[0].port", "1"),
                        Map.entry("hosts[0].server", "order-1"),
                        Map.entry("hosts[1].name", "bad"),
                        Map.entry("hosts[1].agent", "local"),
                        Map.entry("hosts[1].folder", file.resolve("below").toString()),
                        Map.entry("hosts[1].address", "127.0.0.1"),
                        Map.entry("hosts[1].port", "2"),
                        Map.entry("hosts[1].server", "order-9"));
        var trials = "/projects/ORD/environments/trials";
        assertThat(world.developer.form(trials, fields).status()).isEqualTo(403);
        var page = world.admin.form(trials, fields).body();

        assertThat(page).contains("being tried");
        var said = new StringBuilder();
        var links = java.util.regex.Pattern.compile("hx-get=\"(" + trials + "/\\d+)\"");
        links.matcher(page).results().forEach(link -> said.append(answer(link.group(1))));
        assertThat(said.toString())
                .contains("tried is not there and will be made.")
                .contains("Nothing answers at 127.0.0.1:1 yet.")
                .contains("in pool orders of lb-1 is ")
                .contains("below is not there, and ", " may not make it.")
                .contains("order-9");
        assertThat(folder.resolve("tried")).doesNotExist();
        assertThat(world.admin.get("/api/v1/projects/ORD/environments/tried").status())
                .isEqualTo(404);
    }

    private static String answer(String trial) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !world.admin.get(trial).body().contains("being tried"));
        return world.admin.get(trial).body();
    }
}
