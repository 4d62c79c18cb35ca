package dev.fairlead.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fairlead.FairleadProcess;
import dev.fairlead.Http;
import dev.fairlead.TestDatabase;
import dev.fairlead.code.Git;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two real servers on one database and one shared folder. */
class SeveralServersIT {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final int LINES = 60;
    private static final String PLAN =
            """
            build:
              steps:
                - run: 'for i in $(seq 1 %d); do echo line $i; sleep 0.1; done'
            """
                    .formatted(LINES);

    @TempDir Path folder;

    @Test
    void aPushToOneIsBuiltThroughTheOtherWhichGoesOnAlone() throws IOException {
        var settings =
                Map.of(
                        "FAIRLEAD_DATABASE_URL", TestDatabase.create(),
                        "FAIRLEAD_SHARED", folder.resolve("shared").toString());
        try (var first = server("first", settings)) {
            first.awaitReady();
            try (var second = server("second", settings)) {
                second.awaitReady();
                try (var agent = agent(second)) {
                    push(first);
                    var build = started(second);
                    await().atMost(LONG).until(() -> log(first, build).contains("line 3\n"));

                    first.kill();

                    await().atMost(LONG).until(() -> state(second, build).equals("passed"));
                    assertThat(log(second, build)).contains("line 1\n", "line " + LINES + "\n");
                    assertThat(attempts(second, build)).isEqualTo(1);
                    assertThat(agent.handle().isAlive()).isTrue();
                    assertThat(cloneOf(second).resolve("fairlead.yml")).hasContent(PLAN);
                }
            }
        }
    }

    private FairleadProcess server(String name, Map<String, String> settings) throws IOException {
        return FairleadProcess.startServer(newFolder(name), settings);
    }

    private Path newFolder(String name) throws IOException {
        return Files.createDirectory(folder.resolve(name));
    }

    private FairleadProcess agent(FairleadProcess server) throws IOException {
        var token = Files.readString(folder.resolve("shared/agents/default.token")).strip();
        return FairleadProcess.agent(
                Map.of("FAIRLEAD_URL", server.url().toString(), "FAIRLEAD_AGENT_TOKEN", token),
                "--name",
                "builder");
    }

    private void push(FairleadProcess server) throws IOException {
        admin(server).post("/api/v1/projects", Map.of("key", "ORD", "name", "Orders"));
        admin(server).post("/api/v1/projects/ORD/repositories", Map.of("slug", "orders"));
        var git = Git.init(newFolder("work"), "admin");
        git.commit("fairlead.yml", PLAN, "Say what to build");
        git.run("push", "-q", url(server), "main");
    }

    private Path cloneOf(FairleadProcess server) throws IOException {
        var clone = folder.resolve("clone");
        Git.init(newFolder("other"), "admin").run("clone", "-q", url(server), clone.toString());
        return clone;
    }

    private static String url(FairleadProcess server) {
        return "http://admin:%s@127.0.0.1:%d/scm/ORD/orders.git"
                .formatted(FairleadProcess.ADMIN_PASSWORD, server.url().getPort());
    }

    private static long started(FairleadProcess server) {
        var builds = "/api/v1/projects/ORD/repositories/orders/builds";
        await().atMost(LONG)
                .until(() -> !admin(server).get(builds).json().path("values").isEmpty());
        return admin(server).get(builds).json().path("values").get(0).path("id").asLong();
    }

    private static String state(FairleadProcess server, long build) {
        return admin(server).get("/api/v1/builds/" + build).json().path("state").asString();
    }

    private static int attempts(FairleadProcess server, long build) {
        return admin(server).get("/api/v1/builds/" + build).json().path("attempt").asInt();
    }

    private static String log(FairleadProcess server, long build) {
        return admin(server).get("/api/v1/builds/" + build + "/log").body();
    }

    private static Http admin(FairleadProcess server) {
        return Http.to(server.url()).as("admin", FairleadProcess.ADMIN_PASSWORD);
    }
}
