package dev.fairlead.build;

import static dev.fairlead.build.BuildTrial.passed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.fairlead.Http;
import dev.fairlead.ModuleTest;
import dev.fairlead.build.Build.Kind;
import dev.fairlead.code.TestProject;
import dev.fairlead.issue.IssueType;
import dev.fairlead.problem.Problem;
import dev.fairlead.review.PullRequests;
import dev.fairlead.review.ReviewProject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What goes by the rule, and what never does. */
@ModuleTest
class RetentionModuleTest {
    @Autowired ApplicationContext context;
    @Autowired Retention retention;
    @Autowired RetentionSweep sweep;
    @Autowired JdbcClient jdbc;
    @TempDir Path folder;

    @Test
    void letsGoOfWhatIsOldAndNotAmongTheLastOfItsBranch() throws IOException {
        var trial = BuildTrial.begin(context, folder, BuildTrial.PLAN);
        retention.set(
                trial.project.administrator(),
                trial.project.repository(),
                new RetentionRule(1, 30));
        var old = kept(trial, "topic", "One");
        var last = kept(trial, "topic", "Two");
        age(old, 31);
        age(last, 31);

        sweep.sweep();

        assertThat(trial.builds().artifacts(old.id())).isEmpty();
        assertThat(trial.builds().artifacts(last.id())).hasSize(1);
        assertThat(trial.builds().get(old.id()).tests().passed()).isEqualTo(1);
        assertThat(retention.expiry(trial.builds().get(old.id())).orElseThrow().rule())
                .isEqualTo("the last build of a branch, and 30 days");
        assertThat(retention.expiry(trial.builds().get(last.id()))).isEmpty();
        assertThat(trial.http().get(old.url()).body())
                .contains("expired", "by the rule of its repository: the last build of a branch");
        assertThat(trial.http().get("/api/v1" + old.url() + "/log").body()).isEmpty();
        assertThat(trial.http().get("/api/v1" + last.url() + "/log").body()).isEqualTo("said\n");
    }

    @Test
    void keepsWhatIsYoungHoweverManyCameAfterIt() throws IOException {
        var trial = BuildTrial.begin(context, folder, BuildTrial.PLAN);
        retention.set(
                trial.project.administrator(),
                trial.project.repository(),
                new RetentionRule(1, 30));
        var first = kept(trial, "topic", "One");
        kept(trial, "topic", "Two");
        age(first, 29);

        sweep.sweep();

        assertThat(trial.builds().artifacts(first.id())).hasSize(1);
    }

    @Test
    void keepsWhatWasBuiltForAReleaseAndWhatAReleaseContains() throws IOException {
        var project = ReviewProject.create(context, folder, Map.of("README.md", "Orders"));
        var merged = project.ready(project.issue(IssueType.STORY, "Merged"), "merged.txt");
        project.bean(PullRequests.class)
                .merge(project.developer, project.repository, merged.number());
        retention.set(project.administrator, project.repository, new RetentionRule(1, 1));
        var commit =
                jdbc.sql("select merge_commit from release where repository_id = ?")
                        .param(project.repository.id())
                        .query(String.class)
                        .single();
        var needed = row(project.repository.id(), Kind.BRANCH, commit);
        var release = row(project.repository.id(), Kind.RELEASE, "a".repeat(40));
        var other = row(project.repository.id(), Kind.BRANCH, "b".repeat(40));
        var last = row(project.repository.id(), Kind.BRANCH, "c".repeat(40));

        jdbc.sql(
                        """
                        update build set state = 'PASSED', finished = now() - interval '400 days'
                        where repository_id = ?
                        """)
                .param(project.repository.id())
                .update();
        sweep.sweep();

        assertThat(expired(needed, release, other, last)).containsExactly(other);
    }

    @Test
    void isChangedByAdministratorsOnThePageAndByScripts() throws IOException {
        var trial = BuildTrial.begin(context, folder, BuildTrial.PLAN);
        var repository = trial.project.repository();
        var page = repository.url() + "/settings/retention";
        var administrator =
                Http.to(trial.http().server())
                        .as(trial.project.administrator().name(), TestProject.PASSWORD);
        assertThat(trial.http().get(page).body())
                .contains("the last 20 builds of a branch, and 90 days", "Only administrators");

        assertThat(administrator.form(page, Map.of("builds", "5", "days", "7")).status())
                .isEqualTo(302);
        assertThat(retention.of(repository)).isEqualTo(new RetentionRule(5, 7));
        var refused = administrator.form(page, Map.of("builds", "many", "days", "7"));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body()).contains("Must be a number");
        var api = "/api/v1" + repository.url() + "/retention";
        assertThat(administrator.put(api, Map.of("builds", 6, "days", 8)).status()).isEqualTo(200);
        assertThat(trial.http().get(api).json().path("builds").asInt()).isEqualTo(6);
        assertThat(trial.http().put(api, Map.of("builds", 1, "days", 1)).status()).isEqualTo(403);
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() ->
                        retention.set(trial.project.writer(), repository, RetentionRule.DEFAULT));
    }

    private static Build kept(BuildTrial trial, String branch, String title) {
        var build = trial.push(branch, title);
        report(trial);
        return build;
    }

    private static void report(BuildTrial trial) {
        var job = trial.agent.claim(0);
        trial.agent.log(job, "said\n");
        var file = trial.agent.store(job, "out/a.txt", "kept");
        trial.report(job, List.of(file), passed("adds"));
    }

    private void age(Build build, int days) {
        jdbc.sql("update build set finished = now() - :days * interval '1 day' where id = :id")
                .param("days", days)
                .param("id", build.id())
                .update();
    }

    /** Of main, made as a row because nothing pushed it. */
    private long row(long repository, Kind kind, String commit) {
        return jdbc.sql(
                        """
                        insert into build (id, repository_id, kind, branch, commit, state, finished)
                        values (nextval('build_number'), :repository, :kind, 'main', :commit,
                            'PASSED', now())
                        returning id
                        """)
                .param("repository", repository)
                .param("kind", kind.name())
                .param("commit", commit)
                .query(Long.class)
                .single();
    }

    private List<Long> expired(Long... builds) {
        return jdbc.sql("select id from build where id = any (?) and expired is not null")
                .param(builds)
                .query(Long.class)
                .list();
    }
}
