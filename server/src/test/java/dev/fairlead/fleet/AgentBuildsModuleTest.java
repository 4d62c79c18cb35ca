package dev.fairlead.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fairlead.ModuleTest;
import dev.fairlead.platform.Settings;
import dev.fairlead.protocol.Outcome.Built;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

@ModuleTest
@Import({TestSource.class, Heard.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AgentBuildsModuleTest {
    @Autowired Jobs jobs;
    @Autowired Heard heard;
    @Autowired Settings settings;
    AgentProcess agent;

    @BeforeAll
    void start(@TempDir Path work) throws IOException {
        var token = Files.readString(settings.data().resolve("agents/default.token")).strip();
        var url = "http://127.0.0.1:" + settings.httpPort();
        agent = AgentProcess.start(url, token, "builder", work.resolve("agent"));
    }

    @AfterAll
    void stop() {
        agent.close();
    }

    @Test
    void runsStepsInTheCommitsFiles() {
        var job = queue("cat folder/file3.txt", "echo again; ls folder | wc -l");

        var built = built(job);

        assertThat(built.failure()).isEmpty();
        assertThat(built.steps()).extracting(Built.StepRun::firstLine).containsExactly(0L, 1L);
        assertThat(jobs.log(job, 0, 10).lines())
                .containsExactly("file 3 of " + Specs.SOURCE.commit(), "again", "10");
    }

    @Test
    void namesTheStepThatFailed() {
        var built = built(queue("true", "exit 3", "echo never"));

        assertThat(built.failure()).isEqualTo("Step \"exit 3\" ended with exit code 3.");
        assertThat(built.steps()).hasSize(2);
    }

    private long queue(String... commands) {
        return jobs.queue(Jobs.BUILD_POOL, "builder", 0, Specs.build(commands), Specs.SOURCE);
    }

    private Built built(long job) {
        await().until(() -> jobs.get(job).state(), JobState.FINISHED::equals);
        return (Built) heard.outcome(job);
    }
}
