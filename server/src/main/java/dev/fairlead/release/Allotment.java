package dev.fairlead.release;

import dev.fairlead.code.Repository;
import dev.fairlead.issue.Issue;
import dev.fairlead.issue.Issues;
import dev.fairlead.review.PullRequest;
import dev.fairlead.review.PullRequestDeclined;
import dev.fairlead.review.PullRequestMerged;
import dev.fairlead.review.PullRequestOpened;
import dev.fairlead.review.PullRequestRetargeted;
import dev.fairlead.review.PullRequests;
import dev.fairlead.work.Signals;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Allots versions. The transaction of a merge holds its repository's row, so that two merges never
 * get the same; the row it leaves behind is what the loop finds after any crash.
 */
@Component
class Allotment {
    private final ReleaseStore store;
    private final Issues issues;
    private final PullRequests pullRequests;
    private final ReleaseStory story;
    private final Signals signals;

    Allotment(
            ReleaseStore store,
            Issues issues,
            PullRequests pullRequests,
            ReleaseStory story,
            Signals signals) {
        this.store = store;
        this.issues = issues;
        this.pullRequests = pullRequests;
        this.story = story;
        this.signals = signals;
    }

    Version next(Repository repository, @Nullable String issue) {
        return store.highest(repository.id())
                .map(highest -> highest.raised(raise(issue)))
                .orElse(Version.FIRST);
    }

    @EventListener
    void on(PullRequestMerged merged) {
        var pullRequest = merged.pullRequest();
        var repository = merged.repository();
        if (!isForDefaultBranch(pullRequest, repository)) {
            return;
        }
        var release =
                store.insert(
                        repository,
                        next(repository, pullRequest.issue()),
                        pullRequest.issue(),
                        pullRequest.id(),
                        merged.mergeCommit());
        story.begun(merged.by().actor(), repository, release, "begun");
        signals.raise(Releasing.TOPIC);
        pullRequests
                .of(repository, PullRequest.State.OPEN, Long.MAX_VALUE, 100)
                .forEach(open -> foretell(open, repository));
    }

    @EventListener
    void on(PullRequestOpened opened) {
        foretell(opened.pullRequest(), opened.repository());
    }

    @EventListener
    void on(PullRequestRetargeted moved) {
        forget(moved.pullRequest());
        foretell(moved.pullRequest(), moved.repository());
    }

    @EventListener
    void on(PullRequestDeclined declined) {
        forget(declined.pullRequest());
    }

    private void forget(PullRequest pullRequest) {
        var issue = pullRequest.issue();
        if (issue != null && store.ofIssue(issue).isEmpty()) {
            story.forgotten(issue);
        }
    }

    /** An issue that has a release already keeps showing it. */
    private void foretell(PullRequest pullRequest, Repository repository) {
        var issue = pullRequest.issue();
        if (issue != null
                && isForDefaultBranch(pullRequest, repository)
                && store.ofIssue(issue).isEmpty()) {
            story.foretold(issue, next(repository, issue).toString());
        }
    }

    private Raise raise(@Nullable String key) {
        return Optional.ofNullable(key)
                .flatMap(issues::find)
                .map(this::counted)
                .map(issue -> Raise.of(issue.type()))
                .orElse(Raise.PATCH);
    }

    /** A sub-task counts as its parent. */
    private Issue counted(Issue issue) {
        var parent = issue.parent();
        return switch (issue.type()) {
            case SUB_TASK -> Optional.ofNullable(parent).flatMap(issues::find).orElse(issue);
            case EPIC, STORY, BUG, TASK -> issue;
        };
    }

    private static boolean isForDefaultBranch(PullRequest pullRequest, Repository repository) {
        return pullRequest.target().equals(repository.defaultBranch());
    }
}
