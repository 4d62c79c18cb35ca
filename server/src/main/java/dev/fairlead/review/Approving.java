package dev.fairlead.review;

import dev.fairlead.code.Repository;
import dev.fairlead.identity.User;
import dev.fairlead.identity.Users;
import dev.fairlead.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Takes approvals: each is for the head that its giver was shown. */
@Component
class Approving {
    private final PullRequestStore store;
    private final ApprovalStore approvals;
    private final Users users;
    private final ReviewStory story;
    private final Standing standing;
    private final ApplicationEventPublisher events;

    Approving(
            PullRequestStore store,
            ApprovalStore approvals,
            Users users,
            ReviewStory story,
            Standing standing,
            ApplicationEventPublisher events) {
        this.store = store;
        this.approvals = approvals;
        this.users = users;
        this.story = story;
        this.standing = standing;
        this.events = events;
    }

    @Transactional
    void approve(User by, Repository repository, PullRequest shown, @Nullable String shownHead) {
        users.requireOwnPassword(by);
        var pr = store.lock(shown.id());
        if (!pr.isOpen()) {
            throw Problem.conflict(
                    "Pull request %d is %s: there is nothing left to approve."
                            .formatted(pr.number(), pr.state().word()));
        }
        if (shownHead != null && !shownHead.equals(pr.head())) {
            throw Problem.conflict(
                    "The head of pull request %d has moved from %s to %s. Look at what is new, then approve."
                            .formatted(pr.number(), shorten(shownHead), pr.shortHead()));
        }
        if (approvals.give(pr.id(), by.id(), pr.head())) {
            story.approved(by.actor(), repository, pr);
            standing.look(repository, pr);
            events.publishEvent(new PullRequestApproved(pr, repository, by));
        }
    }

    /** Takes back what was given for the present head; nothing happens where nothing was. */
    @Transactional
    void withdraw(User by, Repository repository, PullRequest shown) {
        var pr = store.lock(shown.id());
        if (!pr.isOpen()) {
            throw Problem.conflict(
                    "Pull request %d is %s: its approvals stay as they are."
                            .formatted(pr.number(), pr.state().word()));
        }
        if (approvals.withdraw(pr.id(), by.id())) {
            story.withdrew(by.actor(), repository, pr);
            standing.look(repository, pr);
        }
    }

    private static String shorten(String sha) {
        return sha.substring(0, Math.min(10, sha.length()));
    }
}
