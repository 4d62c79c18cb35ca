package dev.fairlead.review;

import dev.fairlead.code.Repositories;
import dev.fairlead.web.Waiting;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Reviews wait for those who were asked and for everybody who may write and wrote none of it; a
 * merge waits for its author.
 */
@Component
class WaitingReviews implements Waiting {
    private final PullRequestStore store;
    private final RecheckStore standing;
    private final ReviewerStore reviewers;
    private final Repositories repositories;
    private final People people;

    WaitingReviews(
            PullRequestStore store,
            RecheckStore standing,
            ReviewerStore reviewers,
            Repositories repositories,
            People people) {
        this.store = store;
        this.standing = standing;
        this.reviewers = reviewers;
        this.repositories = repositories;
        this.people = people;
    }

    @Override
    public List<Item> waitingFor(long userId) {
        var items = new ArrayList<Item>();
        for (var id : standing.waitingForMergeOf(userId)) {
            items.add(item(store.byId(id).orElseThrow(), "Merge"));
        }
        var asked = reviewers.waitingFor(userId);
        for (var id : asked) {
            var pr = store.byId(id).orElseThrow();
            if (people.mayWrite(repositories.get(pr.repositoryId()).projectId(), userId)) {
                items.add(item(pr, "Review"));
            }
        }
        for (var id : standing.waitingForApprovalOf(userId)) {
            var pr = store.byId(id).orElseThrow();
            if (!asked.contains(id)
                    && people.isWriter(repositories.get(pr.repositoryId()).projectId(), userId)) {
                items.add(item(pr, "Review"));
            }
        }
        return items;
    }

    private Item item(PullRequest pr, String verb) {
        var repository = repositories.get(pr.repositoryId());
        return new Item(
                "%s pull request %d of %s: %s".formatted(verb, pr.number(), repository, pr.title()),
                repository.url() + pr.path(),
                pr.updated(),
                pr.issue());
    }
}
