package dev.fairlead.review;

import dev.fairlead.code.Changes;
import dev.fairlead.code.Repository;
import dev.fairlead.identity.User;
import dev.fairlead.problem.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Merges. The trial and the sentences come first; then the code module makes the commit and moves
 * the target, and in that same transaction the checks are read again for exactly this head, the
 * pull request is closed and whoever owes something to a merge hears of it.
 */
@Component
class Merging {
    private final PullRequestStore store;
    private final Assessor assessor;
    private final Changes changes;
    private final ReviewStory story;
    private final People people;
    private final ApplicationEventPublisher events;

    Merging(
            PullRequestStore store,
            Assessor assessor,
            Changes changes,
            ReviewStory story,
            People people,
            ApplicationEventPublisher events) {
        this.store = store;
        this.assessor = assessor;
        this.changes = changes;
        this.story = story;
        this.people = people;
        this.events = events;
    }

    void merge(User by, Repository repository, PullRequest pr, @Nullable Integer seen) {
        requireOpen(pr);
        ChangedMeanwhile.refuse(pr, seen);
        var review = assessor.review(by, repository, pr);
        requireAll(pr, review.checks());
        try {
            changes.merge(
                    by,
                    repository,
                    pr.head(),
                    pr.target(),
                    message(pr, review),
                    commit -> complete(by, repository, pr, seen, review, commit));
        } catch (Problem refusal) {
            // Who lost a race wants to hear who won it, not that git found nothing to merge.
            requireOpen(store.byId(pr.id()).orElseThrow());
            throw refusal;
        }
    }

    private void complete(
            User by,
            Repository repository,
            PullRequest pr,
            @Nullable Integer seen,
            Review review,
            String commit) {
        var now = store.lock(pr.id());
        requireOpen(now);
        ChangedMeanwhile.refuse(now, seen);
        if (!now.target().equals(pr.target())) {
            throw Problem.conflict(
                    "Pull request %d goes into %s since just now, not into %s. Look at it again."
                            .formatted(pr.number(), now.target(), pr.target()));
        }
        if (!now.head().equals(pr.head())) {
            throw Problem.conflict(
                    "The head of pull request %d has just moved from %s to %s. Look at what is new, then merge."
                            .formatted(pr.number(), pr.shortHead(), now.shortHead()));
        }
        requireAll(now, assessor.again(repository, now, review.writers()));
        store.merged(now.id(), commit, by.id());
        var merged = store.byId(now.id()).orElseThrow();
        story.merged(by.actor(), repository, merged, approvers(review));
        events.publishEvent(new PullRequestMerged(merged, repository, commit, by));
    }

    private void requireOpen(PullRequest pr) {
        var by = pr.mergedBy();
        if (by != null) {
            throw Problem.conflict(
                    "%s merged pull request %d already, as %s."
                            .formatted(
                                    people.name(by),
                                    pr.number(),
                                    String.valueOf(pr.mergeCommit()).substring(0, 10)));
        }
        if (!pr.isOpen()) {
            throw Problem.conflict(
                    "Pull request %d is %s. Open it again to merge it."
                            .formatted(pr.number(), pr.state().word()));
        }
    }

    private static void requireAll(PullRequest pr, List<MergeCheck> checks) {
        var failed = checks.stream().filter(check -> !check.passed()).toList();
        if (!failed.isEmpty()) {
            throw new MergeRefused(pr, failed);
        }
    }

    private String message(PullRequest pr, Review review) {
        return "Merge pull request %d: %s\n\nMerges %s into %s, approved by %s.\n"
                .formatted(
                        pr.number(),
                        pr.title(),
                        pr.source(),
                        pr.target(),
                        String.join(", ", approvers(review)));
    }

    private List<String> approvers(Review review) {
        return review.counting().stream().map(a -> people.name(a.user())).toList();
    }
}
