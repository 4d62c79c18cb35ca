package dev.fairlead.review;

import dev.fairlead.code.Repository;
import dev.fairlead.identity.User;
import dev.fairlead.problem.Problem;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Opens pull requests, declines them and opens them again. */
@Component
class Opening {
    private static final int TITLE_LIMIT = 255;
    static final int TEXT_LIMIT = 65_536;

    private final PullRequestStore store;
    private final Branches branches;
    private final ReviewStory story;
    private final Standing standing;
    private final ApplicationEventPublisher events;

    Opening(
            PullRequestStore store,
            Branches branches,
            ReviewStory story,
            Standing standing,
            ApplicationEventPublisher events) {
        this.store = store;
        this.branches = branches;
        this.story = story;
        this.standing = standing;
        this.events = events;
    }

    @Transactional
    PullRequest open(
            User by,
            Repository repository,
            String title,
            String description,
            String source,
            String target) {
        requireText(title, description);
        store.holdHeads(repository.id());
        var head = branches.head(repository, source, target);
        refuseSecond(repository, source, target);
        var issue = branches.issue(repository, source);
        var pr =
                store.insert(
                        repository,
                        title.strip(),
                        description,
                        source,
                        target,
                        by.id(),
                        head,
                        issue);
        tellOpen(by, repository, pr, "opened");
        return pr;
    }

    @Transactional
    PullRequest decline(User by, Repository repository, PullRequest pr, String why) {
        var now = store.lock(pr.id());
        requireState(now, PullRequest.State.OPEN, "declined");
        store.decline(pr.id());
        story.declined(by.actor(), repository, now, why);
        events.publishEvent(new PullRequestDeclined(now, repository, by));
        return store.byId(pr.id()).orElseThrow();
    }

    @Transactional
    PullRequest reopen(User by, Repository repository, PullRequest pr) {
        store.holdHeads(repository.id());
        requireState(store.lock(pr.id()), PullRequest.State.DECLINED, "opened again");
        var head = branches.head(repository, pr.source(), pr.target());
        refuseSecond(repository, pr.source(), pr.target());
        store.reopen(pr.id(), head);
        var now = store.lock(pr.id());
        tellOpen(by, repository, now, "reopened");
        return now;
    }

    private void tellOpen(User by, Repository repository, PullRequest pr, String verb) {
        story.opened(by.actor(), repository, pr, verb);
        standing.look(repository, pr);
        events.publishEvent(new PullRequestOpened(pr, repository, by));
    }

    private void refuseSecond(Repository repository, String source, String target) {
        store.open(repository.id(), source, target)
                .ifPresent(other -> {
                    throw Problem.conflict(
                            "Pull request %d from %s into %s is open already. Push to %s to change it."
                                    .formatted(other.number(), source, target, source));
                });
    }

    private static void requireState(PullRequest pr, PullRequest.State wanted, String verb) {
        if (pr.state() != wanted) {
            throw Problem.conflict(
                    "Pull request %d is %s: only one that is %s can be %s."
                            .formatted(pr.number(), pr.state().word(), wanted.word(), verb));
        }
    }

    private static void requireText(String title, String description) {
        if (title.isBlank() || title.length() > TITLE_LIMIT) {
            throw Problem.invalid(
                    "title",
                    "title: must have 1 to %d characters, had %d"
                            .formatted(TITLE_LIMIT, title.strip().length()));
        }
        if (description.length() > TEXT_LIMIT) {
            throw Problem.invalid(
                    "description",
                    "description: must have at most %d characters, had %d"
                            .formatted(TEXT_LIMIT, description.length()));
        }
    }
}
