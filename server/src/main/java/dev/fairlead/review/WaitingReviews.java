package dev.fairlead.review;

import dev.fairlead.code.Repositories;
import dev.fairlead.code.Repository;
import dev.fairlead.code.RuleTrial;
import dev.fairlead.web.Waiting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.LongPredicate;
import org.springframework.stereotype.Component;

/**
 * Reviews wait for those who were asked and for everybody who may write and wrote none of it; a
 * merge waits for its author or, where a branch rule keeps the author from it, for those it lets.
 */
@Component
class WaitingReviews implements Waiting {
    private final PullRequestStore store;
    private final RecheckStore standing;
    private final ReviewerStore reviewers;
    private final Repositories repositories;
    private final People people;
    private final RuleTrial rules;

    WaitingReviews(
            PullRequestStore store,
            RecheckStore standing,
            ReviewerStore reviewers,
            Repositories repositories,
            People people,
            RuleTrial rules) {
        this.store = store;
        this.standing = standing;
        this.reviewers = reviewers;
        this.repositories = repositories;
        this.people = people;
        this.rules = rules;
    }

    @Override
    public List<Item> waitingFor(long userId) {
        var known = new HashMap<Long, Boolean>();
        LongPredicate writes =
                project -> known.computeIfAbsent(project, one -> people.isWriter(one, userId));
        var items = new ArrayList<Item>();
        for (var id : standing.waitingForMerge()) {
            var pr = store.byId(id).orElseThrow();
            if (isForMergingBy(userId, pr, writes)) {
                items.add(item(pr, "Merge"));
            }
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
                    && writes.test(repositories.get(pr.repositoryId()).projectId())) {
                items.add(item(pr, "Review"));
            }
        }
        return items;
    }

    /**
     * @param writes whether the user is a member of the project who may write
     */
    private boolean isForMergingBy(long userId, PullRequest pr, LongPredicate writes) {
        var repository = repositories.get(pr.repositoryId());
        if (pr.author() == userId) {
            return mayMerge(userId, repository, pr);
        }
        return writes.test(repository.projectId())
                && mayMerge(userId, repository, pr)
                && !mayMerge(pr.author(), repository, pr);
    }

    private boolean mayMerge(long userId, Repository repository, PullRequest pr) {
        return people.mayWrite(repository.projectId(), userId)
                && rules.mergeRefusal(people.user(userId), repository, pr.target()).isEmpty();
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
