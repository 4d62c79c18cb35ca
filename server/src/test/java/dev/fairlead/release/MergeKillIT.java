package dev.fairlead.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.FairleadProcess;
import dev.fairlead.Http;
import dev.fairlead.build.FakeAgent;
import dev.fairlead.code.Git;
import dev.fairlead.protocol.Outcome;
import dev.fairlead.protocol.StoredFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Kills the real server in the middle of merges and releases. */
class MergeKillIT {
    private static final String REPOSITORY = "/api/v1/projects/ORD/repositories/orders";
    private static final String PASSWORD = "correct-horse-battery";
    private static final String POM =
            """
            <project>
              <modelVersion>4.0.0</modelVersion>
              <groupId>shop</groupId><artifactId>orders</artifactId>
              <version>1-SNAPSHOT</version>
            </project>
            """;

    @TempDir Path folder;
    private FairleadProcess server;
    private Git git;

    @BeforeEach
    void start() throws Exception {
        server = FairleadProcess.server(Map.of());
        var admin = as("admin", FairleadProcess.ADMIN_PASSWORD);
        for (var name : List.of("developer", "reviewer")) {
            created(
                    admin.post(
                            "/api/v1/users",
                            Map.of(
                                    "name", name,
                                    "displayName", name,
                                    "email", name + "@example.org",
                                    "password", PASSWORD)));
        }
        created(admin.post("/api/v1/projects", Map.of("key", "ORD", "name", "Orders")));
        for (var name : List.of("developer", "reviewer")) {
            created(admin.put("/api/v1/projects/ORD/members/" + name, Map.of("role", "write")));
        }
        created(admin.post("/api/v1/projects/ORD/repositories", Map.of("slug", "orders")));
        git = Git.init(Files.createDirectory(folder.resolve("work")), "developer");
        git.commit("pom.xml", POM, "Begin");
        git.commit("fairlead.yml", "build: {steps: [{run: x}], artifacts: [t/*]}", "Plan");
        git.run("push", "-q", remote("admin", FairleadProcess.ADMIN_PASSWORD), "main");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aMergeIsWholeOrAbsentAndItsReleaseEndsReleased() throws Exception {
        var merges = 0;
        for (var delay : List.of(2, 60, 250)) {
            var number = ready(delay);
            var before = main();
            killDuringMerge(number, delay);

            var after = pullRequest(number);
            if (after.get("state").asString().equals("merged")) {
                assertThat(main()).isEqualTo(after.get("mergeCommit").asString());
            } else {
                assertThat(after.get("state").asString()).isEqualTo("open");
                assertThat(main()).isEqualTo(before);
                assertThat(releases()).hasSize(merges);
                created(developer().post(path(number) + "/merge", Map.of()));
            }
            merges++;
            assertThat(releases()).hasSize(merges);

            release("1.%d.0".formatted(merges - 1));
        }
        assertThat(git.run("ls-remote", "--tags", remote("developer", PASSWORD)))
                .contains("refs/tags/v1.0.0", "refs/tags/v1.1.0", "refs/tags/v1.2.0");
    }

    /** Serves the release build, killing the server as soon as its outcome is acknowledged. */
    private void release(String version) throws Exception {
        var path = "/api/v1/projects/ORD/releases/" + version;
        var deadline = Instant.now().plus(Duration.ofMinutes(3));
        var killed = false;
        var agent = agent();
        while (!developer().get(path).json().get("state").asString().equals("released")) {
            assertThat(Instant.now()).as(server.output()).isBefore(deadline);
            if (serve(agent) && !killed) {
                killed = true;
                server.kill();
                server.restart();
                server.awaitReady();
                agent = agent();
            }
        }
        assertThat(developer().get(path).json().get("artifacts").get(0).get("name").asString())
                .isEqualTo("orders-" + version + ".jar");
    }

    /** Passes the next build, if there is one; true when it was that of a release. */
    private static boolean serve(FakeAgent agent) {
        var claimed = agent.claimIfAny(0);
        if (claimed.isEmpty()) {
            return false;
        }
        var job = claimed.get();
        var version = agent.spec(job).environment().get("FAIRLEAD_VERSION");
        var files =
                version == null
                        ? List.<StoredFile>of()
                        : List.of(agent.store(job, "t/orders-" + version + ".jar", version));
        agent.report(job, new Outcome.Built("", List.of(), List.of(), files), false);
        return version != null;
    }

    private void killDuringMerge(int number, int delay) throws InterruptedException {
        var merging =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                developer().post(path(number) + "/merge", Map.of());
                            } catch (UncheckedIOException _) {
                                // It was cut off, as it had to be.
                            }
                        });
        merging.join(Duration.ofMillis(delay));
        server.kill();
        merging.join();
        server.restart();
        server.awaitReady();
    }

    /** A pull request that is green and approved. */
    private int ready(int round) throws Exception {
        var key =
                created(
                                developer()
                                        .post(
                                                "/api/v1/projects/ORD/issues",
                                                Map.of("type", "story", "title", "Round " + round)))
                        .get("key")
                        .asString();
        git.run("fetch", "-q", remote("developer", PASSWORD), "main");
        git.run("checkout", "-q", "-b", key + "-round", "FETCH_HEAD");
        git.commit("round" + round, "x", "Round " + round);
        git.run("push", "-q", remote("developer", PASSWORD), key + "-round");
        var number =
                created(
                                developer()
                                        .post(
                                                REPOSITORY + "/pull-requests",
                                                Map.of(
                                                        "title",
                                                        "Round " + round,
                                                        "source",
                                                        key + "-round")))
                        .get("number")
                        .asInt();
        created(as("reviewer", PASSWORD).post(path(number) + "/approvals", Map.of()));
        var agent = agent();
        var deadline = Instant.now().plus(Duration.ofMinutes(2));
        while (!pullRequest(number).get("mayMerge").asBoolean()) {
            assertThat(Instant.now()).as(server.output()).isBefore(deadline);
            serve(agent);
        }
        return number;
    }

    private FakeAgent agent() throws Exception {
        return new FakeAgent(server.url(), server.folder(), "builder", "ORD/orders").register();
    }

    private JsonNode pullRequest(int number) {
        return developer().get(path(number)).json();
    }

    private List<JsonNode> releases() {
        return developer()
                .get("/api/v1/projects/ORD/releases")
                .json()
                .get("values")
                .values()
                .stream()
                .toList();
    }

    private String main() {
        return git.run("ls-remote", remote("developer", PASSWORD), "refs/heads/main")
                .split("\\s")[0];
    }

    private String remote(String user, String password) {
        return "http://%s:%s@127.0.0.1:%d/scm/ORD/orders.git"
                .formatted(user, password, server.url().getPort());
    }

    private static String path(int number) {
        return REPOSITORY + "/pull-requests/" + number;
    }

    private Http developer() {
        return as("developer", PASSWORD);
    }

    private Http as(String name, String password) {
        return Http.to(server.url()).as(name, password);
    }

    private static JsonNode created(Http.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isBetween(200, 299);
        return answer.body().isEmpty() ? null : answer.json();
    }
}
