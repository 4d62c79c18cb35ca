package dev.fairlead.review;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.fairlead.ModuleTest;
import dev.fairlead.code.CommitStatus.State;
import dev.fairlead.identity.User;
import dev.fairlead.issue.Issue;
import dev.fairlead.issue.IssueStatus;
import dev.fairlead.issue.IssueType;
import dev.fairlead.issue.Issues;
import dev.fairlead.timeline.Stop;
import dev.fairlead.timeline.Timeline;
import dev.fairlead.timeline.TimelineEvent;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

@ModuleTest
class PullRequestModuleTest {
    @Autowired ApplicationContext context;
    @Autowired PullRequests pullRequests;
    @Autowired WaitingReviews waiting;
    @Autowired Timeline timeline;
    @Autowired Issues issues;
    @TempDir Path folder;

    private ReviewProject test;
    private Issue issue;
    private String branch;

    @BeforeEach
    void project() {
        test = ReviewProject.create(context, folder, Map.of("README.md", "# Orders\n"));
        issue = test.issue(IssueType.STORY, "Show VAT");
        branch = test.branch(issue, "vat.txt", "19 %\n");
    }

    @Test
    void theLineSaysWhatAReviewWaitsFor() {
        var pr = test.open(test.developer, branch);
        assertThat(review()).isEqualTo("BLOCKED needs 1 approval");
        assertThat(stop(Stop.RELEASE)).isEqualTo("WAITING would be 1.0.0");

        pullRequests.approve(test.reviewer, test.repository, pr.number(), null);
        assertThat(review()).isEqualTo("BLOCKED waits for its build");

        test.build(branch, State.FAILED);
        awaitReview("BLOCKED build failed");
        test.build(branch, State.SUCCESSFUL);
        awaitReview("CURRENT may be merged");

        pullRequests.merge(test.developer, test.repository, pr.number());
        assertThat(review()).isEqualTo("DONE approved by " + test.reviewer.name());
    }

    @Test
    void aMovedHeadVoidsItsApprovals() {
        var pr = test.ready(test.issue(IssueType.BUG, "Another"), "b.txt");
        var before = pr.head();
        test.git.commit("b.txt", "changed since", "Sneak it in");
        test.git.run("push", "-q", "origin", pr.source());

        var now = pullRequests.get(test.repository, pr.number());
        assertThat(now.head()).isEqualTo(test.git.run("rev-parse", "HEAD")).isNotEqualTo(before);
        assertThat(pullRequests.review(test.repository, now).approvals())
                .singleElement()
                .satisfies(approval -> {
                    assertThat(approval.counts()).isFalse();
                    assertThat(approval.why()).contains("but the head has moved to");
                });
        assertThat(timeline.events(String.valueOf(pr.issue()), 50))
                .extracting(TimelineEvent::kind)
                .contains("voided");
        assertThatThrownBy(() ->
                        pullRequests.approve(test.reviewer, test.repository, pr.number(), before))
                .hasMessageContaining("has moved from " + before.substring(0, 10));

        test.build(pr.source(), State.SUCCESSFUL);
        pullRequests.approve(test.reviewer, test.repository, pr.number(), now.head());
        assertThat(pullRequests.review(test.repository, now).mayMerge()).isTrue();
    }

    @Test
    void opensOneOfTwoBranchesAndOnlyWhereThereIsSomethingToMerge() {
        test.open(test.developer, branch);
        assertThatThrownBy(() -> test.open(test.reviewer, branch))
                .hasMessage(
                        "Pull request 1 from %s into main is open already. Push to %s to change it."
                                .formatted(branch, branch));
        assertThatThrownBy(() -> test.open(test.developer, "main"))
                .hasMessageStartingWith("There is nothing to merge: main contains every commit");
        assertThatThrownBy(() -> test.open(test.developer, "nowhere"))
                .hasMessage("source: %s has no branch \"nowhere\"".formatted(test.repository));
    }

    @Test
    void isDeclinedWithItsBranchAndOpenedAgain() {
        var pr = test.open(test.developer, branch);
        test.git.run("push", "-q", "origin", ":" + branch);
        assertThat(state(pr)).isEqualTo(PullRequest.State.DECLINED);
        assertThat(review()).isEqualTo("NONE declined");
        assertThat(stop(Stop.RELEASE)).isEqualTo("NONE ");
        assertThat(issues.find(issue.key()).orElseThrow().status())
                .isEqualTo(IssueStatus.IN_PROGRESS);
        assertThatThrownBy(() ->
                        pullRequests.reopen(test.developer, test.repository, pr.number(), null))
                .hasMessageContaining("has no branch");

        test.git.run("push", "-q", "origin", branch);
        pullRequests.reopen(test.developer, test.repository, pr.number(), null);
        assertThat(state(pr)).isEqualTo(PullRequest.State.OPEN);
        assertThatThrownBy(() ->
                        pullRequests.reopen(test.developer, test.repository, pr.number(), null))
                .hasMessage(
                        "Pull request 1 is open: only one that is declined can be opened again.");
    }

    @Test
    void waitsForThoseWhoMayApproveAndThenForItsAuthor() {
        var pr = test.open(test.developer, branch);
        assertThat(waits(test.reviewer)).isTrue();
        assertThat(waits(test.developer)).isFalse();
        assertThat(waits(test.reader)).isFalse();

        test.build(branch, State.SUCCESSFUL);
        pullRequests.approve(test.reviewer, test.repository, pr.number(), null);
        assertThat(waits(test.reviewer)).isFalse();
        assertThat(waits(test.developer)).isTrue();
    }

    private boolean waits(User user) {
        return waiting.waitingFor(user.id()).stream()
                .anyMatch(item -> issue.key().equals(item.issueKey()));
    }

    private PullRequest.State state(PullRequest pr) {
        return pullRequests.get(test.repository, pr.number()).state();
    }

    private void awaitReview(String expected) {
        await().atMost(10, SECONDS).untilAsserted(() -> assertThat(review()).isEqualTo(expected));
    }

    private String review() {
        return stop(Stop.REVIEW);
    }

    private String stop(Stop which) {
        var stop = timeline.line(issue.key()).get(which.ordinal());
        return stop.state() + " " + stop.note();
    }
}
