package dev.fairlead.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import dev.fairlead.Http;
import dev.fairlead.ModuleTest;
import dev.fairlead.code.TestProject;
import dev.fairlead.plan.Event;
import dev.fairlead.platform.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Builds that begin by themselves. */
@ModuleTest
class SchedulesModuleTest {
    private static final String PLAN =
            """
            parameters: {TARGET: {choices: [staging, qa]}}
            schedules: {yearly: {cron: '0 3 1 1 *', zone: Asia/Tokyo, parameters: {TARGET: qa}}}
            build: {steps: [{run: make}]}
            """;

    @Autowired ApplicationContext context;
    @Autowired Schedules schedules;
    @Autowired JdbcClient jdbc;
    @TempDir Path folder;

    @Test
    void beginsOneBuildForATimeAndOneForAllThatPassedUnseen() throws IOException {
        var trial = BuildTrial.begin(context, folder, PLAN);
        var schedule = schedule(trial);
        assertThat(schedule.due()).isAfter(Instant.now());

        due(schedule, "interval '3 years'");
        await().until(() -> !schedule(trial).last().isEmpty());

        var build = schedule(trial).last().getFirst();
        assertThat(schedule(trial).last()).hasSize(1);
        assertThat(schedule(trial).due()).isEqualTo(schedule.due());
        assertThat(build.trigger())
                .isEqualTo(new Trigger(Event.SCHEDULE, "yearly", Map.of("TARGET", "qa")));
        assertThat(build.branch()).isEqualTo("main");

        due(schedule, "interval '1 minute'");
        await().until(() -> !schedule(trial).note().isEmpty());
        assertThat(schedule(trial).note())
                .isEqualTo("passed over, for build %d has not ended".formatted(build.id()));
        trial.report(trial.agent.claim(0));
        due(schedule, "interval '1 minute'");
        await().until(() -> schedule(trial).last().size() == 2);
        trial.report(trial.agent.claim(0));

        assertThat(page(trial.http(), trial)).contains("yearly", "Asia/Tokyo", build.url());
    }

    @Test
    void administratorsSwitchThemAndABranchHasNone() throws IOException {
        var trial = BuildTrial.begin(context, folder, PLAN);
        var schedule = schedule(trial);
        var address = "/api/v1" + trial.project.repository().url() + "/schedules/yearly";
        assertThat(trial.http().put(address, Map.of("enabled", false)).status()).isEqualTo(403);
        var administrator = administrator(trial);
        var answer = administrator.put(address, Map.of("enabled", false));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(page(administrator, trial)).contains("switched off", "Switch on");
        due(schedule, "interval '1 minute'");

        var other = trial.push("fairlead.yml", "topic", PLAN.replace("yearly", "other"));

        trial.report(trial.agent.claim(0));
        assertThat(trial.builds().get(other.id()).state()).isEqualTo(Build.State.PASSED);
        assertThat(schedules.of(trial.project.repository()))
                .extracting(BuildSchedule::name, BuildSchedule::last)
                .containsExactly(tuple("yearly", List.of()));
    }

    private BuildSchedule schedule(BuildTrial trial) {
        return await().until(() -> schedules.of(trial.project.repository()), all -> !all.isEmpty())
                .getFirst();
    }

    private void due(BuildSchedule schedule, String ago) {
        jdbc.sql(
                        "update build_schedule set due = now() - %s, wake = now() where id = :id"
                                .formatted(ago))
                .param("id", schedule.id())
                .update();
    }

    private Http administrator(BuildTrial trial) {
        return Http.to(context.getBean(Settings.class).baseUrl())
                .as(trial.project.administrator().name(), TestProject.PASSWORD);
    }

    private static String page(Http person, BuildTrial trial) {
        return person.get(trial.project.repository().url() + "/schedules").body();
    }
}
