package dev.fairlead.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.fairlead.ModuleTest;
import dev.fairlead.code.CommitStatus.State;
import dev.fairlead.identity.User;
import dev.fairlead.issue.BranchNaming;
import dev.fairlead.issue.Issue;
import dev.fairlead.issue.IssueType;
import dev.fairlead.issue.Projects;
import dev.fairlead.timeline.Stop;
import dev.fairlead.timeline.Timeline;
import dev.fairlead.timeline.TimelineEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

@ModuleTest
class AmendmentModuleTest {
    @Autowired ApplicationContext context;
    @Autowired PullRequests pullRequests;
    @Autowired Reviewers reviewers;
    @Autowired Comments comments;
    @Autowired WaitingReviews waiting;
    @Autowired Timeline timeline;
    @TempDir Path folder;

    private ReviewProject test;
    private Issue issue;
    private PullRequest pr;

    @BeforeEach
    void project() {
        test = ReviewProject.create(context, folder, Map.of("README.md", "# Orders\n"));
        issue = test.issue(IssueType.STORY, "Show VAT");
        pr = test.open(test.developer, test.branch(issue, "vat.txt", "19 %\n"));
    }

    @Test
    void everyChangeOfWhatItSaysRaisesItsVersionAndAStaleOneIsRefused() {
        assertThat(pr.version()).isZero();
        var titled = amend(test.developer, 0, "VAT at last", null, null, null);
        assertThat(titled.title()).isEqualTo("VAT at last");
        assertThat(titled.version()).isEqualTo(1);
        assertThat(amend(test.reviewer, 1, null, "It says how much.", null, null).version())
                .isEqualTo(2);
        assertThat(amend(test.reviewer, 2, "VAT at last", null, "main", null).version())
                .isEqualTo(2);

        assertThatThrownBy(() -> amend(test.reviewer, 1, "Mine", null, null, null))
                .isInstanceOf(ChangedMeanwhile.class)
                .hasMessage(
                        "Pull request 1 was changed meanwhile: it is at version 2, and you looked"
                                + " at version 1. Look at it again, then repeat your change.");
        assertThatThrownBy(() -> pullRequests.decline(test.developer, test.repository, 1, 1))
                .isInstanceOf(ChangedMeanwhile.class);
        assertThat(pullRequests.decline(test.developer, test.repository, 1, 2).version())
                .isEqualTo(3);
        assertThat(pullRequests.reopen(test.developer, test.repository, 1, 3).version())
                .isEqualTo(4);
        assertThat(timeline.events(issue.key(), 50))
                .extracting(TimelineEvent::text)
                .contains("changed title of pull request 1");
    }

    @Test
    void ofManyWhoChangeTheSameVersionOneWins() throws Exception {
        var won = new AtomicInteger();
        var late = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all =
                    IntStream.range(0, 8)
                            .<Callable<Void>>mapToObj(i ->
                                    () -> {
                                        try {
                                            amend(
                                                    test.developer,
                                                    0,
                                                    "Number " + i,
                                                    null,
                                                    null,
                                                    null);
                                            won.incrementAndGet();
                                        } catch (ChangedMeanwhile _) {
                                            late.incrementAndGet();
                                        }
                                        return null;
                                    })
                            .toList();
            for (var done : threads.invokeAll(all)) {
                done.get();
            }
        }
        assertThat(won).hasValue(1);
        assertThat(late).hasValue(7);
        assertThat(pullRequests.get(test.repository, 1).version()).isEqualTo(1);
    }

    @Test
    void isChangedByItsAuthorOrAWriterAndNotByAReader() {
        assertThatThrownBy(() -> amend(test.reader, 0, "Mine", null, null, null))
                .hasMessageContaining("needs the role write");
        for (var title : List.of(" ", "x".repeat(4096), "two\nlines", "a\0b")) {
            assertThatThrownBy(() -> amend(test.developer, 0, title, null, null, null))
                    .hasMessageStartingWith("title: must");
        }
        var odd = "'; drop table pull_request; -- $(id) ../.. \u202e日本語 ✓";
        assertThat(amend(test.developer, 0, odd, "a\0b", null, null))
                .satisfies(now -> {
                    assertThat(now.title()).isEqualTo(odd);
                    assertThat(now.description()).isEqualTo("ab");
                });
    }

    @Test
    void anotherTargetVoidsWhatWasApprovedForTheFirst() {
        test.bean(Projects.class)
                .nameBranches(test.administrator, test.project, BranchNaming.of(false, List.of()));
        test.git.run("push", "-q", test.url(test.administrator), "origin/main:refs/heads/stable");
        test.build(pr.source(), State.SUCCESSFUL);
        pullRequests.approve(test.reviewer, test.repository, 1, pr.head());
        assertThat(stop()).isEqualTo("WAITING would be 1.0.0");

        var moved = amend(test.developer, 0, null, null, "stable", null);

        assertThat(moved.target()).isEqualTo("stable");
        assertThat(stop()).isEqualTo("NONE ");
        assertThat(pullRequests.review(test.repository, moved).approvals())
                .singleElement()
                .satisfies(approval ->
                        assertThat(approval.why())
                                .isEqualTo(
                                        test.reviewer.name()
                                                + " approved it before it was to go into stable."));
        pullRequests.approve(test.reviewer, test.repository, 1, moved.head());
        assertThat(pullRequests.review(test.repository, moved).mayMerge()).isTrue();
        assertThatThrownBy(() -> amend(test.developer, 1, null, null, "nowhere", null))
                .hasMessageContaining("has no branch \"nowhere\"");
        assertThatThrownBy(() -> amend(test.developer, 1, null, null, pr.source(), null))
                .isInstanceOf(NothingToMerge.class);
        test.open(test.developer, pr.source());
        assertThatThrownBy(() -> amend(test.developer, 1, null, null, "main", null))
                .isInstanceOf(AlreadyOpen.class);
    }

    @Test
    void waitsForThoseWhoAreAskedUntilTheyApprove() {
        test.build(pr.source(), State.SUCCESSFUL);
        pullRequests.approve(test.reviewer, test.repository, 1, null);
        assertThat(waits(test.administrator)).isFalse();

        amend(test.developer, 0, null, null, null, List.of(test.administrator.name()));

        assertThat(waits(test.administrator)).isTrue();
        assertThat(reviewers.of(pr))
                .extracting(Reviewer::user, Reviewer::asked, Reviewer::hasApproved)
                .containsExactlyInAnyOrder(
                        tuple(test.administrator.id(), true, false),
                        tuple(test.reviewer.id(), false, true));
        pullRequests.approve(test.administrator, test.repository, 1, null);
        assertThat(waits(test.administrator)).isFalse();
        pullRequests.withdraw(test.administrator, test.repository, 1);
        assertThat(waits(test.administrator)).isTrue();
        amend(test.developer, 1, null, null, null, List.of());
        assertThat(waits(test.administrator)).isFalse();
    }

    @Test
    void asksNobodyWhoseApprovalCouldNotBeTaken() {
        var wrong = List.of("nobody", "' or 1=1", test.reader.name(), test.developer.name());
        assertThatThrownBy(() -> amend(test.developer, 0, null, null, null, wrong))
                .isInstanceOfSatisfying(
                        UnfitReviewers.class,
                        unfit ->
                                assertThat(unfit.reasons())
                                        .containsOnlyKeys(wrong.toArray(String[]::new)))
                .hasMessageContaining("\"nobody\" is nobody who may write in")
                .hasMessageContaining("is the author, who reviews nothing of their own.");
        assertThat(reviewers.of(pr)).isEmpty();
    }

    @Test
    void aCommentIsChangedByItsAuthorOnly() {
        var said = comments.add(test.developer, test.repository, pr, "Frist");
        var changed = comments.change(test.developer, test.repository, pr, said.id(), 0, "First");

        assertThat(changed.version()).isEqualTo(1);
        assertThat(changed.edited()).isNotNull();
        assertThatThrownBy(() ->
                        comments.change(test.reviewer, test.repository, pr, said.id(), 1, "No"))
                .hasMessageContaining("somebody else's");
        assertThatThrownBy(() ->
                        comments.change(test.developer, test.repository, pr, said.id(), 0, "No"))
                .isInstanceOf(ChangedMeanwhile.class);
        var another = test.issue(IssueType.BUG, "Another");
        var other = test.open(test.developer, test.branch(another, "b.txt", "b"));
        assertThatThrownBy(() -> comments.get(other, said.id()))
                .hasMessage("Pull request 2 has no comment %d.".formatted(said.id()));
        comments.delete(test.developer, test.repository, pr, said.id(), 1);
        assertThat(comments.of(pr)).isEmpty();
    }

    private PullRequest amend(
            User by, int seen, String title, String text, String target, List<String> asked) {
        var wanted = new Amendment(seen, title, text, target, asked);
        return pullRequests.amend(by, test.repository, 1, wanted);
    }

    private boolean waits(User user) {
        return waiting.waitingFor(user.id()).stream()
                .anyMatch(item -> issue.key().equals(item.issueKey()));
    }

    private String stop() {
        var stop = timeline.line(issue.key()).get(Stop.RELEASE.ordinal());
        return stop.state() + " " + stop.note();
    }
}
