package dev.fairlead.review;

import dev.fairlead.code.Repository;
import dev.fairlead.identity.User;
import dev.fairlead.problem.Problem;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Changes what a pull request says, where it goes and who is asked: its author, or a writer. */
@Component
class Amending {
    private final PullRequestStore store;
    private final People people;
    private final Reviewers reviewers;
    private final Retargeting retargeting;
    private final ReviewStory story;

    Amending(
            PullRequestStore store,
            People people,
            Reviewers reviewers,
            Retargeting retargeting,
            ReviewStory story) {
        this.store = store;
        this.people = people;
        this.reviewers = reviewers;
        this.retargeting = retargeting;
        this.story = story;
    }

    @Transactional
    void amend(User by, Repository repository, PullRequest shown, Amendment wanted) {
        people.requireMayAmend(by, repository, shown);
        if (wanted.target() != null) {
            store.holdHeads(repository.id());
        }
        var pr = store.lock(shown.id());
        ChangedMeanwhile.refuse(pr, wanted.seen());
        if (pr.state() == PullRequest.State.MERGED) {
            throw Problem.conflict(
                    "Pull request %d is merged: what it said then stays.".formatted(pr.number()));
        }
        var changes = new LinkedHashMap<String, Object>();
        var title = wanted.title() == null ? pr.title() : Wording.title(wanted.title());
        if (!title.equals(pr.title())) {
            changes.put("title", title);
        }
        var description =
                wanted.description() == null
                        ? pr.description()
                        : Wording.description(wanted.description());
        if (!description.equals(pr.description())) {
            changes.put("description", description.length() + " characters");
        }
        var target = wanted.target() == null ? pr.target() : wanted.target();
        if (!target.equals(pr.target())) {
            retargeting.require(repository, pr, target);
            changes.put("target", target);
        }
        if (wanted.reviewers() != null) {
            var change = reviewers.become(repository, pr, wanted.reviewers());
            if (!change.isEmpty()) {
                changes.put("reviewers", change);
            }
        }
        if (!changes.isEmpty()) {
            store.amend(pr.id(), title, description, target);
            tell(by, repository, pr, changes);
        }
    }

    private void tell(
            User by, Repository repository, PullRequest before, Map<String, Object> changes) {
        var now = store.byId(before.id()).orElseThrow();
        story.amended(by.actor(), repository, now, changes);
        if (!now.target().equals(before.target())) {
            retargeting.follow(by, repository, now);
        }
    }
}
