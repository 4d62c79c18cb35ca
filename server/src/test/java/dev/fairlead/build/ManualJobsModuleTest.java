package dev.fairlead.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.ModuleTest;
import dev.fairlead.build.Build.State;
import dev.fairlead.protocol.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Jobs that wait for a person. */
@ModuleTest
class ManualJobsModuleTest {
    private static final String ASIDE =
            """
            build:
              jobs:
                unit: {steps: [{run: make}]}
                tell: {needs: [unit], manual: Tell everybody, steps: [{run: make}]}
                more: {needs: [tell], manual: true, steps: [{run: make}]}
            """;
    private static final String BETWEEN =
            """
            build:
              jobs:
                unit: {steps: [{run: make}]}
                approve: {needs: [unit], manual: true, steps: [{run: make}]}
                last: {needs: [approve], steps: [{run: make}]}
            """;

    @Autowired ApplicationContext context;
    @Autowired BuildReports reports;
    @TempDir Path folder;

    @Test
    void aBuildEndsWithoutWhatNothingNeedsAndKeepsItsResult() throws IOException {
        var trial = BuildTrial.begin(context, folder, ASIDE);
        var build = trial.run("topic", "One");
        assertThat(build.state()).isEqualTo(State.PASSED);
        assertThat(states(build)).containsExactly("PASSED", "MANUAL", "WAITING");
        assertThat(trial.http().get(build.url()).body())
                .contains("for a person", "Tell everybody")
                .contains("waits for tell, which waits for a person");

        var started = trial.http().post(start("/api/v1", build, 2), Map.of());
        assertThat(started.status()).as(started.body()).isEqualTo(202);
        assertThat(started.json().at("/jobs/1/begunBy").asString())
                .isEqualTo(trial.project.writer().name());
        trial.agent.report(
                trial.agent.claim(0),
                new Outcome.Built("it broke", List.of(), List.of(), List.of()),
                false);

        var after = trial.builds().get(build.id());
        assertThat(after).isEqualTo(build);
        assertThat(states(build)).containsExactly("PASSED", "FAILED", "SKIPPED");
    }

    @Test
    void aResultWaitsForWhatAJobNeedsThatBeginsByItself() throws IOException {
        var trial = BuildTrial.begin(context, folder, BuildTrial.PLAN);
        var build = trial.push("fairlead.yml", "topic", BETWEEN);
        trial.report(trial.agent.claim(0));
        assertThat(trial.builds().get(build.id()).state()).isEqualTo(State.RUNNING);
        assertThat(states(build)).containsExactly("PASSED", "MANUAL", "WAITING");
        assertThat(trial.http().get(build.url()).body())
                .contains("waits for a person to start approve");

        assertThat(trial.http().form(start("", build, 2), Map.of()).status()).isEqualTo(302);
        trial.report(trial.agent.claim(0));
        trial.report(trial.agent.claim(0));

        assertThat(states(build)).containsExactly("PASSED", "PASSED", "PASSED");
        assertThat(trial.builds().get(build.id()).state()).isEqualTo(State.PASSED);
    }

    @Test
    void cancellingABuildEndsWhatWaitsForAPerson() throws IOException {
        var trial = BuildTrial.begin(context, folder, BuildTrial.PLAN);
        var build = trial.push("fairlead.yml", "topic", BETWEEN);
        trial.report(trial.agent.claim(0));

        trial.builds().cancel(trial.project.writer(), trial.builds().get(build.id()));

        assertThat(states(build)).containsExactly("PASSED", "CANCELLED", "CANCELLED");
        assertThat(trial.builds().get(build.id()).state()).isEqualTo(State.CANCELLED);
    }

    @Test
    void refusesToBeginWhatDoesNotWaitForAPerson() throws IOException {
        var trial = BuildTrial.begin(context, folder, ASIDE);
        var build = trial.run("topic", "One");

        var answer = trial.http().post(start("/api/v1", build, 1), Map.of());

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body()).contains("Job unit does not wait for a person: it is passed.");
    }

    private static String start(String base, Build build, int position) {
        return "%s%s/jobs/%d/start".formatted(base, build.url(), position);
    }

    private List<String> states(Build build) {
        return reports.jobs(build).stream().map(one -> one.state().name()).toList();
    }
}
