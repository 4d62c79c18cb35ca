package dev.fairlead.review;

import dev.fairlead.code.BranchTasks;
import dev.fairlead.code.Repository;
import dev.fairlead.identity.User;
import dev.fairlead.issue.Issue;
import dev.fairlead.problem.Problem;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Opens pull requests, declines them and opens them again. */
@Component
class Opening {
    private final PullRequestStore store;
    private final Branches branches;
    private final BranchTasks tasks;
    private final Reviewers reviewers;
    private final ReviewStory story;
    private final Standing standing;
    private final ApplicationEventPublisher events;

    Opening(
            PullRequestStore store,
            Branches branches,
            BranchTasks tasks,
            Reviewers reviewers,
            ReviewStory story,
            Standing standing,
            ApplicationEventPublisher events) {
        this.store = store;
        this.branches = branches;
        this.tasks = tasks;
        this.reviewers = reviewers;
        this.story = story;
        this.standing = standing;
        this.events = events;
    }

    @Transactional
    PullRequest open(User by, Repository repository, Proposal wanted) {
        var title = Wording.title(wanted.title());
        var description = Wording.description(wanted.description());
        var source = wanted.source();
        var target = wanted.target();
        var task = task(by, repository, source, title);
        store.holdHeads(repository.id());
        var head = branches.head(repository, source, target);
        branches.refuseSecond(repository, source, target);
        var issue = task == null ? branches.issue(repository, source) : task.key();
        var pr = store.insert(repository, title, description, source, target, by.id(), head, issue);
        if (task != null) {
            tasks.tie(repository, source, head, task);
        }
        reviewers.become(repository, pr, wanted.reviewers());
        tellOpen(by, repository, pr, "opened");
        return pr;
    }

    @Transactional
    PullRequest decline(
            User by, Repository repository, PullRequest pr, @Nullable Integer seen, String why) {
        var now = store.lock(pr.id());
        ChangedMeanwhile.refuse(now, seen);
        requireState(now, PullRequest.State.OPEN, "declined");
        store.decline(pr.id(), by.id());
        story.declined(by.actor(), repository, now, why);
        events.publishEvent(new PullRequestDeclined(now, repository, by));
        return store.byId(pr.id()).orElseThrow();
    }

    @Transactional
    PullRequest reopen(User by, Repository repository, PullRequest pr, @Nullable Integer seen) {
        var task = taskAgain(by, repository, pr);
        store.holdHeads(repository.id());
        var locked = store.lock(pr.id());
        ChangedMeanwhile.refuse(locked, seen);
        requireState(locked, PullRequest.State.DECLINED, "opened again");
        if (!Objects.equals(locked.issue(), pr.issue())) {
            throw Problem.conflict(
                    "Pull request %d has just got the issue %s from somebody else. Try again."
                            .formatted(pr.number(), locked.issue()));
        }
        var head = branches.head(repository, locked.source(), locked.target());
        branches.refuseSecond(repository, locked.source(), locked.target());
        store.reopen(pr.id(), head, task == null ? pr.issue() : task.key(), by.id());
        var now = store.lock(pr.id());
        if (task != null) {
            tasks.tie(repository, pr.source(), head, task);
        }
        tellOpen(by, repository, now, "reopened");
        return now;
    }

    /**
     * The task of a pull request whose branch needs no key and names no issue; null for others.
     * Filed before the heads are held: who makes a branch together with its issue takes the
     * project's row first and the heads after it.
     */
    private @Nullable Issue task(User by, Repository repository, String source, String title) {
        return tasks.isExcepted(repository, source) && branches.issue(repository, source) == null
                ? tasks.file(by, repository, source, title)
                : null;
    }

    /**
     * The task that it had when it was open before, or the one that it is owed; null for others.
     */
    private @Nullable Issue taskAgain(User by, Repository repository, PullRequest pr) {
        return pr.issue() == null
                ? task(by, repository, pr.source(), pr.title())
                : tasks.filedBefore(repository, pr.source(), pr.issue()).orElse(null);
    }

    private void tellOpen(User by, Repository repository, PullRequest pr, String verb) {
        story.opened(by.actor(), repository, pr, verb);
        standing.look(repository, pr);
        events.publishEvent(new PullRequestOpened(pr, repository, by));
    }

    private static void requireState(PullRequest pr, PullRequest.State wanted, String verb) {
        if (pr.state() != wanted) {
            throw Problem.conflict(
                    "Pull request %d is %s: only one that is %s can be %s."
                            .formatted(pr.number(), pr.state().word(), wanted.word(), verb));
        }
    }
}
