package dev.fairlead.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fairlead.ModuleTest;
import dev.fairlead.plan.Event;
import dev.fairlead.review.Proposal;
import dev.fairlead.review.PullRequests;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** What begins builds, and what jobs and steps make of it. */
@ModuleTest
class TriggersModuleTest {
    private static final String PLAN =
            """
            parameters:
              TARGET: {default: staging, choices: [staging, qa]}
              NOTE: {description: Said in the log}
            build:
              jobs:
                unit: {steps: [{run: make}]}
                review: {when: {events: [pull-request]}, steps: [{run: make}]}
                load: {when: {events: [manual, schedule]}, steps: [{run: make}]}
            """;

    @Autowired ApplicationContext context;
    @Autowired BuildReports reports;
    @Autowired PullRequests pullRequests;
    @TempDir Path folder;

    @Test
    void runsByHandWithTheValuesGivenAndTheJobsForIt() throws IOException {
        var trial = BuildTrial.begin(context, folder, PLAN);
        var pushed = trial.run("topic", "One");
        assertThat(pushed.trigger().parameters())
                .isEqualTo(Map.of("TARGET", "staging", "NOTE", ""));
        assertThat(reports.jobs(pushed))
                .extracting(BuildJob::failure)
                .containsExactly(
                        "",
                        "runs for pull-request only, and this is push",
                        "runs for schedule, manual only, and this is push");

        var answer =
                trial.http()
                        .post(
                                "/api/v1/builds/" + pushed.id() + "/runs",
                                Map.of("parameters", Map.of("TARGET", "qa", "NOTE", "$(id) `x`")));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        var unit = trial.agent.claim(0);
        assertThat(trial.agent.spec(unit).environment())
                .containsEntry("TARGET", "qa")
                .containsEntry("NOTE", "$(id) `x`");
        trial.report(unit);
        trial.report(trial.agent.claim(0));

        var build = trial.builds().get(answer.json().get("id").asLong());
        assertThat(build.trigger().event()).isEqualTo(Event.MANUAL);
        assertThat(states(build)).containsExactly("PASSED", "SKIPPED", "PASSED");
        assertThat(trial.http().get(build.url()).body())
                .contains("by hand of " + trial.project.writer().name())
                .contains("<code>TARGET</code>", "<code>qa</code>")
                .contains("Run with other parameters");
    }

    @Test
    void showsTheFormAgainWithWhatIsWrong() throws IOException {
        var trial = BuildTrial.begin(context, folder, PLAN);
        var build = trial.run("topic", "One");

        var page = trial.http().get(build.url() + "/parameters");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("Said in the log", "<option value=\"qa\"");
        var refused = trial.http().form(build.url() + "/parameters", Map.of("TARGET", "prod"));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body()).contains("Must be one of staging, qa, was");
        var rest =
                trial.http()
                        .post(
                                "/api/v1/builds/" + build.id() + "/runs",
                                Map.of("parameters", Map.of("OTHER", "x")));
        assertThat(rest.status()).isEqualTo(400);
        assertThat(rest.body()).contains("OTHER: there is no such parameter");
    }

    @Test
    void aPullRequestBeginsTheJobsThatWaitForOne() throws IOException {
        var trial = BuildTrial.begin(context, folder, PLAN);
        var pushed = trial.run("topic", "One");

        pullRequests.open(
                trial.project.writer(),
                trial.project.repository(),
                new Proposal("One", "", "topic", "main", List.of()));

        await().until(() -> latest(trial).id() != pushed.id());
        assertThat(latest(trial).trigger().event()).isEqualTo(Event.PULL_REQUEST);
        assertThat(states(latest(trial))).containsExactly("QUEUED", "QUEUED", "SKIPPED");

        var next = trial.push("topic", "Two");
        assertThat(next.trigger().event()).isEqualTo(Event.PUSH);
        assertThat(states(next)).containsExactly("QUEUED", "QUEUED", "SKIPPED");
    }

    private static Build latest(BuildTrial trial) {
        return trial.builds().latestOf(trial.project.repository(), "topic").orElseThrow();
    }

    private List<String> states(Build build) {
        return reports.jobs(build).stream().map(one -> one.state().name()).toList();
    }
}
