package dev.fairlead.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.fairlead.ModuleTest;
import dev.fairlead.audit.Audit;
import dev.fairlead.audit.AuditEntry;
import dev.fairlead.build.Builds;
import dev.fairlead.code.CommitStatus;
import dev.fairlead.code.Source;
import dev.fairlead.issue.Issue;
import dev.fairlead.issue.IssueFilter;
import dev.fairlead.issue.IssueStatus;
import dev.fairlead.issue.IssueType;
import dev.fairlead.issue.Issues;
import dev.fairlead.problem.Problem;
import dev.fairlead.release.Releases;
import dev.fairlead.timeline.LineStop;
import dev.fairlead.timeline.Stop;
import dev.fairlead.timeline.StopState;
import dev.fairlead.timeline.Timeline;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** A pull request from a branch that needs no key gets its issue by itself. */
@ModuleTest
class FiledTaskModuleTest {
    private static final String BRANCH = "renovate/jgit-7.x";

    @Autowired ApplicationContext context;
    @Autowired PullRequests pullRequests;
    @Autowired Issues issues;
    @Autowired Source source;
    @Autowired Timeline timeline;
    @Autowired Audit audit;
    @Autowired Builds builds;
    @Autowired Releases releases;
    @TempDir Path folder;

    private ReviewProject test;

    @BeforeEach
    void firstPush() {
        var plan = "build:\n  steps:\n    - run: 'true'\n";
        test = ReviewProject.create(context, folder, Map.of("fairlead.yml", plan));
        push("7.0");
    }

    @Test
    void filesATaskThatTheBranchCarries() {
        await().until(() -> !builds.list(test.repository, BRANCH, null, 1).isEmpty());
        var pr = open("Update jgit to 7.0");
        var task = task(pr);
        assertThat(task.type()).isEqualTo(IssueType.TASK);
        assertThat(task.title()).isEqualTo("Update jgit to 7.0");
        assertThat(task.reporter()).isEqualTo(test.developer.id());
        assertThat(task.status()).isEqualTo(IssueStatus.IN_REVIEW);
        assertThat(stop(task, Stop.BRANCH)).isEqualTo(StopState.DONE);
        assertThat(stop(task, Stop.BUILD)).isEqualTo(StopState.WAITING);
        assertThat(timeline.events(task.key(), 10))
                .extracting(one -> one.actor() + " " + one.text())
                .contains("fairlead filed this task on behalf of " + test.developer.name());
        assertThat(filed(task))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.actor()).isEqualTo("fairlead");
                    assertThat(one.detail())
                            .contains("\"onBehalfOf\":\"" + test.developer.name() + "\"");
                });

        push("7.1");
        assertThat(timeline.events(task.key(), 1).getFirst().text())
                .isEqualTo("pushed 1 commit to " + BRANCH);
        assertThat(source.branchesOf(task.key()))
                .singleElement()
                .satisfies(
                        one -> assertThat(one.tip()).isEqualTo(test.git.run("rev-parse", "HEAD")));
    }

    @Test
    void filesOnceHoweverOftenItIsOpened() {
        var pr = open("Update jgit");
        var task = task(pr);
        pullRequests.decline(test.developer, test.repository, pr.number(), null);
        pullRequests.reopen(test.developer, test.repository, pr.number(), null);
        test.git.run("push", "-q", "origin", ":" + BRANCH);
        assertThat(source.filedFor(test.repository, BRANCH)).isEmpty();
        test.git.run("push", "-q", "origin", BRANCH);
        var again = pullRequests.reopen(test.developer, test.repository, pr.number(), null);
        assertThat(again.issue()).isEqualTo(task.key());
        assertThat(source.filedFor(test.repository, BRANCH)).contains(task.key());
        assertThatThrownBy(() -> open("Once more")).hasMessageContaining("is open already");
        assertThat(numbers()).containsExactly(task.key());
    }

    @Test
    void releasesItUnderItsOwnIssueAndFilesAnotherForTheNextUpdate() {
        var first = open("Update jgit to 7.0");
        merge(first);
        var task = task(first);
        assertThat(releases.ofIssue(task.key())).hasSize(1);

        test.git.run("push", "-q", "origin", ":" + BRANCH);
        push("8.0");
        var second = task(open("Update jgit to 8.0"));
        assertThat(second.key()).isNotEqualTo(task.key());
        assertThat(source.filedFor(test.repository, BRANCH)).contains(second.key());
        assertThat(source.branchesOf(task.key())).hasSize(1);
    }

    @Test
    void takesTheIssueThatCommitsName() {
        var issue = test.issue(IssueType.BUG, "Old jgit");
        test.git.commit("pom.xml", "named", issue.key() + " Update");
        test.git.run("push", "-q", "origin", BRANCH);
        assertThat(open("Update").issue()).isEqualTo(issue.key());
    }

    @Test
    void makesATitleThatIssuesCanHaveOfAnyTitle() {
        assertThat(task(open("<b> x " + "é😀".repeat(80))).title())
                .startsWith("<b> x é😀")
                .endsWith("…")
                .hasSizeLessThanOrEqualTo(200);
    }

    @Test
    void filesOneForManyWhoOpenAtOnce() throws Exception {
        try (var threads = Executors.newFixedThreadPool(4)) {
            Callable<Boolean> opening =
                    () -> {
                        try {
                            open("Update jgit");
                            return true;
                        } catch (Problem refused) {
                            return false;
                        }
                    };
            var won = 0;
            for (var one : threads.invokeAll(List.of(opening, opening, opening, opening))) {
                won += one.get() ? 1 : 0;
            }
            assertThat(won).isEqualTo(1);
        }
        assertThat(numbers()).hasSize(1);
        assertThat(test.issue(IssueType.TASK, "Next").key()).endsWith("-2");
    }

    private void push(String version) {
        test.git.run("checkout", "-q", "-B", BRANCH);
        test.git.commit("pom.xml", version, "Update jgit to " + version);
        test.git.run("push", "-q", "origin", BRANCH);
    }

    private PullRequest open(String title) {
        return pullRequests.open(
                test.developer,
                test.repository,
                new Proposal(title, "", BRANCH, "main", List.of()));
    }

    /**
     * An agent reports of a build that is there: one that came later would be in progress again.
     */
    private void merge(PullRequest pr) {
        await().until(() -> !builds.list(test.repository, BRANCH, pr.head(), 1).isEmpty());
        test.build(BRANCH, CommitStatus.State.SUCCESSFUL);
        pullRequests.approve(test.reviewer, test.repository, pr.number(), pr.head());
        pullRequests.merge(test.reviewer, test.repository, pr.number());
    }

    private Issue task(PullRequest pr) {
        return issues.find(String.valueOf(pr.issue())).orElseThrow();
    }

    private List<String> numbers() {
        return issues.list(test.project, new IssueFilter(null, null, null, ""), 0, 10).stream()
                .map(Issue::key)
                .toList();
    }

    private List<AuditEntry> filed(Issue task) {
        return audit.entries(Long.MAX_VALUE, 50).stream()
                .filter(one -> one.action().equals("issue.filed"))
                .filter(one -> one.subject().equals(task.key()))
                .toList();
    }

    private StopState stop(Issue task, Stop stop) {
        return timeline.line(task.key()).stream()
                .filter(one -> one.stop() == stop)
                .map(LineStop::state)
                .findFirst()
                .orElseThrow();
    }
}
