package dev.fairlead.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fairlead.Http;
import dev.fairlead.NarrowServer;
import dev.fairlead.code.Git;
import dev.fairlead.code.Repositories;
import dev.fairlead.code.TestProject;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.Users;
import dev.fairlead.issue.Projects;
import dev.fairlead.platform.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** As many jobs as the queue holds, of a pool that nobody works for. */
@NarrowServer
class FullQueueModuleTest {
    private static final String PLAN = "build: {steps: [{run: make}]}\n";

    @Autowired Settings settings;
    @Autowired Users users;
    @Autowired Access access;
    @Autowired Projects projects;
    @Autowired Repositories repositories;
    @Autowired JdbcClient jdbc;
    @TempDir Path folder;

    @AfterEach
    void empty() {
        jdbc.sql("delete from job where wanted_agent = 'filler'").update();
    }

    @Test
    void refusesAnotherBuildAndKeepsWhatAPushIsOwed() {
        var test = TestProject.create(settings, users, access, projects, repositories);
        var git = Git.init(folder, "writer");
        git.commit("fairlead.yml", PLAN, "Say how");
        git.run("push", "-q", test.url(test.administrator()), "main");
        var rest =
                Http.to(settings.baseUrl()).as(test.administrator().name(), TestProject.PASSWORD);
        var builds = "/api/v1" + test.repository().url() + "/builds";
        await().until(() -> count(rest, builds) == 1);
        var build = rest.get(builds).json().path("values").path(0).path("id").asLong();
        rest.post("/api/v1/builds/" + build + "/cancellation", Map.of());
        fill();

        var refused = rest.post("/api/v1/builds/" + build + "/again", Map.of());
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.json().path("detail").asString())
                .isEqualTo(
                        "The queue of pool default holds 5000 jobs, which is its limit. Try again"
                                + " when agents have worked some off.");

        git.commit("a", "1", "Push all the same");
        git.run("push", "-q", test.url(test.writer()), "HEAD:topic");
        await().until(() -> owedFor(test).contains("holds 5000 jobs"));
        assertThat(count(rest, builds)).isEqualTo(1);

        empty();
        await().atMost(Duration.ofSeconds(20)).until(() -> count(rest, builds) == 2);
    }

    private void fill() {
        jdbc.sql(
                        """
                        insert into job (pool, wanted_agent, priority, spec)
                        select 'default', 'filler', 0, '{}' from generate_series(1, 5000)
                        """)
                .update();
    }

    private String owedFor(TestProject test) {
        return jdbc.sql("select coalesce(max(reason), '') from build_owed where repository_id = ?")
                .param(test.repository().id())
                .query(String.class)
                .single();
    }

    private static int count(Http rest, String builds) {
        return rest.get(builds).json().path("values").size();
    }
}
