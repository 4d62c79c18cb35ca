package dev.fairlead.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fairlead.FairleadProcess;
import dev.fairlead.Http;
import dev.fairlead.code.Git;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Real processes, one of which is killed in the middle of a build. */
class AgentLossIT {
    private static final int LINES = 80;
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final String PLAN =
            """
            build:
              steps:
                - run: 'for i in $(seq 1 %d); do echo line $i; sleep 0.1; done'
            """
                    .formatted(LINES);

    @TempDir Path folder;
    private Http admin;

    @Test
    void aBuildWhoseAgentWasKilledIsGivenToTheNext() throws IOException {
        try (var server = FairleadProcess.server(Map.of());
                var agent = agent(server)) {
            push(server);
            var build = started();

            agent.kill();
            agent.restart();

            var again = awaitBuild(build, b -> b.path("state").asString().equals("passed"));
            assertThat(again.path("attempt").asInt()).isEqualTo(2);
            assertThat(again.path("attempts").toString()).contains("was started again without it");
            assertThat(log(build)).isEqualTo(lines());
        }
    }

    @Test
    void aBuildGoesOnWhileTheServerIsAwayAndIsDeliveredOnce() throws IOException {
        try (var server = FairleadProcess.server(Map.of());
                var agent = agent(server)) {
            push(server);
            var build = started();

            server.kill();
            server.restart();
            server.awaitReady();

            var passed = awaitBuild(build, b -> b.path("state").asString().equals("passed"));
            assertThat(passed.path("attempt").asInt()).isEqualTo(1);
            assertThat(log(build)).isEqualTo(lines());
            assertThat(agent.handle().isAlive()).isTrue();
        }
    }

    private static FairleadProcess agent(FairleadProcess server) throws IOException {
        var token = Files.readString(server.folder().resolve("agents/default.token")).strip();
        return FairleadProcess.agent(
                Map.of("FAIRLEAD_URL", server.url().toString(), "FAIRLEAD_AGENT_TOKEN", token),
                "--name",
                "builder");
    }

    private void push(FairleadProcess server) {
        admin = Http.to(server.url()).as("admin", FairleadProcess.ADMIN_PASSWORD);
        admin.post("/api/v1/projects", Map.of("key", "ORD", "name", "Orders"));
        admin.post("/api/v1/projects/ORD/repositories", Map.of("slug", "orders"));
        var git = Git.init(folder, "admin");
        git.commit("fairlead.yml", PLAN, "Say what to build");
        git.run(
                "push",
                "-q",
                "http://admin:%s@127.0.0.1:%d/scm/ORD/orders.git"
                        .formatted(FairleadProcess.ADMIN_PASSWORD, server.url().getPort()),
                "main");
    }

    /** The build of the push, once its first lines have arrived. */
    private long started() {
        var builds = "/api/v1/projects/ORD/repositories/orders/builds";
        await().atMost(LONG).until(() -> !admin.get(builds).json().path("values").isEmpty());
        var build = admin.get(builds).json().path("values").get(0).path("id").asLong();
        await().atMost(LONG).until(() -> log(build).contains("line 3\n"));
        return build;
    }

    private JsonNode awaitBuild(long build, Predicate<JsonNode> until) {
        return await().atMost(LONG).until(() -> admin.get("/api/v1/builds/" + build).json(), until);
    }

    private String log(long build) {
        return admin.get("/api/v1/builds/" + build + "/log").body();
    }

    private static String lines() {
        return IntStream.rangeClosed(1, LINES)
                .mapToObj(line -> "line " + line + "\n")
                .collect(Collectors.joining());
    }
}
