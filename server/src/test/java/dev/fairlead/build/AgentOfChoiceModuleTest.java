package dev.fairlead.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.fairlead.ModuleTest;
import dev.fairlead.platform.Settings;
import dev.fairlead.problem.Problem;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Running a build again where somebody wants it. */
@ModuleTest
class AgentOfChoiceModuleTest {
    @Autowired ApplicationContext context;
    @Autowired Settings settings;
    @Autowired BuildReports reports;
    @TempDir Path folder;

    @Test
    void runsOnTheAgentThatWasChosenAndOnNoOther() throws IOException {
        var trial =
                BuildTrial.begin(
                        context,
                        folder,
                        "build: {jobs: {a: {steps: [{run: make}]},"
                                + " b: {needs: [a], steps: [{run: make}]}}}\n");
        var first = trial.push("topic", "One");
        trial.agent.pass(0);
        trial.agent.pass(0);
        var name = "chosen-" + trial.project.project().key();
        var chosen =
                new FakeAgent(settings, name, trial.project.repository().toString()).register();

        var build =
                trial.builds().again(trial.project.writer(), trial.builds().get(first.id()), name);
        assertThat(trial.agent.claimIfAny(0)).isEmpty();
        chosen.pass(0);
        assertThat(trial.agent.claimIfAny(0)).isEmpty();
        chosen.pass(0);

        assertThat(reports.attempts(build)).extracting(BuildAttempt::agent).containsOnly(name);
        assertThat(trial.builds().get(build.id()).state()).isEqualTo(Build.State.PASSED);
        assertThat(trial.http().get(first.url()).body()).contains("on " + name);
    }

    @Test
    void refusesAnAgentThatRunsNoBuilds() throws IOException {
        var trial = BuildTrial.begin(context, folder, BuildTrial.PLAN);
        var build = trial.run("topic", "One");

        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> trial.builds().again(trial.project.writer(), build, "nowhere"))
                .withMessageContaining("agent: must be one that runs builds")
                .withMessageContaining("was \"nowhere\"");
    }
}
