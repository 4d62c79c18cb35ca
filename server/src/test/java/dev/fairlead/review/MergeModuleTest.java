package dev.fairlead.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.fairlead.Http;
import dev.fairlead.ModuleTest;
import dev.fairlead.code.BranchRule;
import dev.fairlead.code.BranchRules;
import dev.fairlead.code.CommitStatus.State;
import dev.fairlead.code.Permitted;
import dev.fairlead.code.RefPattern;
import dev.fairlead.code.RefVerb;
import dev.fairlead.code.Source;
import dev.fairlead.identity.User;
import dev.fairlead.issue.IssueStatus;
import dev.fairlead.issue.IssueType;
import dev.fairlead.issue.Issues;
import dev.fairlead.platform.Settings;
import dev.fairlead.problem.Problem;
import dev.fairlead.release.Releases;
import dev.fairlead.web.Waiting;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

@ModuleTest
class MergeModuleTest {
    @Autowired ApplicationContext context;
    @Autowired PullRequests pullRequests;
    @Autowired Source source;
    @Autowired Issues issues;
    @Autowired Releases releases;
    @TempDir Path folder;

    private ReviewProject test;

    @BeforeEach
    void project() {
        test = ReviewProject.create(context, folder, Map.of("README.md", "# Orders\n"));
    }

    @Test
    void mergesWhatIsGreenAndApproved() {
        var issue = test.issue(IssueType.STORY, "Show VAT");
        var pr = test.ready(issue, "vat.txt");
        assertThat(pr.issue()).isEqualTo(issue.key());
        assertThat(issues.find(issue.key()).orElseThrow().status())
                .isEqualTo(IssueStatus.IN_REVIEW);
        assertThat(pullRequests.review(test.repository, pr).checks())
                .extracting(MergeCheck::passed)
                .containsExactly(true, true, true);

        var merged = pullRequests.merge(test.developer, test.repository, pr.number());

        assertThat(merged.state()).isEqualTo(PullRequest.State.MERGED);
        assertThat(merged.mergedBy()).isEqualTo(test.developer.id());
        assertThat(source.resolve(test.repository, "main")).contains(merged.mergeCommit());
        var commit = source.commit(test.repository, String.valueOf(merged.mergeCommit()));
        assertThat(commit.parents()).hasSize(2).last().isEqualTo(pr.head());
        assertThat(releases.ofPullRequest(pr.id())).isPresent();
        assertThat(pullRequests.review(test.repository, merged).writers())
                .containsOnlyKeys(test.developer.id());
    }

    @Test
    void refusesWhileAnyCheckFailsAndSaysWhoCanLiftIt() {
        var branch = test.branch(test.issue(IssueType.BUG, "Fix it"), "a.txt", "a");
        var number = test.open(test.developer, branch).number();
        assertThatThrownBy(() -> merge(number))
                .isInstanceOf(Problem.class)
                .hasMessageStartingWith("Pull request 1 cannot merge. Build is green on the head")
                .hasMessageContaining("Nothing has built")
                .hasMessageContaining(
                        "Nobody has approved %s yet. %s can."
                                .formatted(head(number), test.reviewer.name()));

        test.build(branch, State.FAILED);
        pullRequests.approve(test.reviewer, test.repository, number, null);
        assertThatThrownBy(() -> merge(number))
                .hasMessageContaining("FAILED. Whoever may write pushes a commit that builds")
                .hasMessageNotContaining("approve");

        test.build(branch, State.SUCCESSFUL);
        assertThat(merge(number).state()).isEqualTo(PullRequest.State.MERGED);
    }

    @Test
    void showsAmongTheChecksWhomTheBranchRuleKeepsFromMerging() {
        var nobody = new Permitted.Nobody();
        var listed = new Permitted.Listed(List.of(test.reviewer.name()), List.of());
        var rule =
                new BranchRule(
                        RefPattern.of("main"),
                        true,
                        Map.of(
                                RefVerb.PUSH, listed,
                                RefVerb.CREATE, nobody,
                                RefVerb.DELETE, nobody,
                                RefVerb.FORCE, nobody));
        test.bean(BranchRules.class).put(test.administrator, test.repository, 0, List.of(rule));
        var pr = test.ready(test.issue(IssueType.BUG, "Fix it"), "a.txt");
        var why =
                "Only %s may merge into main (branch rule main): ask one of them."
                        .formatted(test.reviewer.name());

        assertThat(pullRequests.review(test.developer, test.repository, pr).checks())
                .last()
                .isEqualTo(
                        new MergeCheck(test.developer.name() + " may merge into main", false, why));
        var http =
                Http.to(test.bean(Settings.class).baseUrl())
                        .as(test.developer.name(), ReviewProject.PASSWORD);
        var page = http.get(test.repository.url() + pr.path());
        assertThat(page.body()).contains(why);
        var rest = http.get("/api/v1" + test.repository.url() + pr.path()).json();
        assertThat(rest.path("mayMerge").asBoolean()).isFalse();
        assertThat(rest.path("checks").toString()).contains(why);
        var stash =
                http.get(
                        "/rest/api/1.0/projects/%s/repos/orders/pull-requests/%d/merge"
                                .formatted(test.project.key(), pr.number()));
        assertThat(stash.json().at("/vetoes/0/detailedMessage").asString()).isEqualTo(why);
        assertThatThrownBy(() -> merge(pr.number()))
                .isInstanceOf(MergeRefused.class)
                .hasMessageContaining(why);

        await().untilAsserted(() ->
                assertThat(toDo(test.reviewer))
                        .singleElement()
                        .asString()
                        .startsWith("Merge pull request"));
        assertThat(toDo(test.developer)).isEmpty();
        assertThat(toDo(test.reader)).isEmpty();
        assertThat(pullRequests.review(test.reviewer, test.repository, pr).mayMerge()).isTrue();
        pullRequests.merge(test.reviewer, test.repository, pr.number());
    }

    @Test
    void anApprovalOfAWriterIsShownButDoesNotCount() {
        var branch = test.branch(test.issue(IssueType.BUG, "Fix it"), "a.txt", "a");
        test.build(branch, State.SUCCESSFUL);
        var pr = test.open(test.developer, branch);
        pullRequests.approve(test.developer, test.repository, pr.number(), pr.head());
        assertThat(pullRequests.review(test.repository, pr).approvals())
                .singleElement()
                .satisfies(approval -> {
                    assertThat(approval.counts()).isFalse();
                    assertThat(approval.why())
                            .isEqualTo(
                                    "%s approved it, but wrote %s of it."
                                            .formatted(test.developer.name(), pr.shortHead()));
                });
        assertThatThrownBy(() -> merge(pr.number())).hasMessageContaining("but wrote");
    }

    @Test
    void whoIsNamedAsAuthorByTheirAddressWroteIt() {
        var branch = test.branch(test.issue(IssueType.BUG, "Fix it"), "a.txt", "a");
        test.git.run("config", "user.email", test.reviewer.email());
        test.git.commit("b.txt", "b", "Written by the reviewer");
        test.git.run("push", "-q", "origin", branch);
        test.build(branch, State.SUCCESSFUL);
        var pr = test.open(test.developer, branch);
        pullRequests.approve(test.reviewer, test.repository, pr.number(), pr.head());
        assertThatThrownBy(() -> merge(pr.number()))
                .hasMessageContaining(test.reviewer.name() + " approved it, but wrote")
                .hasMessageContaining("No other member may write here");
    }

    @Test
    void namesTheFilesThatDoNotMerge() {
        var first = test.ready(test.issue(IssueType.TASK, "One"), "same.txt");
        var second = test.branch(test.issue(IssueType.TASK, "Two"), "same.txt", "otherwise");
        test.build(second, State.SUCCESSFUL);
        var pr = test.open(test.developer, second);
        pullRequests.approve(test.reviewer, test.repository, pr.number(), null);
        merge(first.number());
        assertThatThrownBy(() -> merge(pr.number()))
                .hasMessageContaining("Merges cleanly into main: Conflicts in same.txt.");
    }

    @Test
    void ofTwoMergesAtOnceOneWinsAndTheOtherIsToldWhy() throws Exception {
        var pr = test.ready(test.issue(IssueType.STORY, "Race"), "race.txt");
        var start = new CyclicBarrier(2);
        Callable<String> merging =
                () -> {
                    start.await();
                    try {
                        return String.valueOf(merge(pr.number()).mergeCommit());
                    } catch (Problem refusal) {
                        return refusal.detail();
                    }
                };
        try (var threads = Executors.newFixedThreadPool(2)) {
            var answers =
                    threads.invokeAll(List.of(merging, merging)).stream()
                            .map(Future::resultNow)
                            .toList();
            var tip = source.resolve(test.repository, "main").orElseThrow();
            assertThat(answers)
                    .containsExactlyInAnyOrder(
                            tip,
                            "%s merged pull request 1 already, as %s."
                                    .formatted(test.developer.name(), tip.substring(0, 10)));
        }
        assertThat(releases.of(test.project, 10)).hasSize(1);
    }

    @Test
    void twoPullRequestsMergedAtOnceGetTwoVersions() throws Exception {
        var one = test.ready(test.issue(IssueType.STORY, "One"), "one.txt");
        var two = test.ready(test.issue(IssueType.STORY, "Two"), "two.txt");
        try (var threads = Executors.newFixedThreadPool(2)) {
            for (var done :
                    threads.invokeAll(
                            List.<Callable<PullRequest>>of(
                                    () -> merge(one.number()), () -> merge(two.number())))) {
                done.get();
            }
        }
        assertThat(releases.of(test.project, 10))
                .extracting(release -> release.version())
                .containsExactlyInAnyOrder("1.0.0", "1.1.0");
    }

    private List<String> toDo(User user) {
        return test.bean(WaitingReviews.class).waitingFor(user.id()).stream()
                .map(Waiting.Item::sentence)
                .filter(text -> text.contains(test.repository.toString()))
                .toList();
    }

    private PullRequest merge(int number) {
        return pullRequests.merge(test.developer, test.repository, number);
    }

    private String head(int number) {
        return pullRequests.get(test.repository, number).shortHead();
    }
}
