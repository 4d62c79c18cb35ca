package dev.fairlead.build;

import dev.fairlead.code.Repository;
import dev.fairlead.plan.Event;
import dev.fairlead.review.PullRequest;
import dev.fairlead.review.PullRequestOpened;
import dev.fairlead.review.PullRequests;
import java.util.EnumSet;
import java.util.Set;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** What pull requests have to do with builds: some jobs run only for them. */
@Component
class ReviewBuilds {
    private final OwedStore owed;
    private final PullRequests pullRequests;

    ReviewBuilds(OwedStore owed, PullRequests pullRequests) {
        this.owed = owed;
        this.pullRequests = pullRequests;
    }

    /** The push of its commits was built before it; whether more is owed its plan says. */
    @EventListener
    void on(PullRequestOpened opened) {
        var pullRequest = opened.pullRequest();
        owed.add(
                opened.repository().id(),
                pullRequest.source(),
                pullRequest.head(),
                Event.PULL_REQUEST);
    }

    /** What began a build: a push to a branch under review is one for its pull request, too. */
    Set<Event> events(Repository repository, Build build) {
        var events = EnumSet.of(build.trigger().event());
        if (events.contains(Event.PUSH) && isUnderReview(repository, build.branch())) {
            events.add(Event.PULL_REQUEST);
        }
        return events;
    }

    private boolean isUnderReview(Repository repository, String branch) {
        return pullRequests
                .ofBranch(repository, branch)
                .filter(one -> one.state() == PullRequest.State.OPEN)
                .isPresent();
    }
}
