package dev.fairlead.review;

import dev.fairlead.code.Repository;
import dev.fairlead.identity.User;
import dev.fairlead.problem.Problem;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** What has to be true, and what follows, when a pull request goes into another branch. */
@Component
class Retargeting {
    private final Branches branches;
    private final ApprovalStore approvals;
    private final People people;
    private final ReviewStory story;
    private final Standing standing;
    private final ApplicationEventPublisher events;

    Retargeting(
            Branches branches,
            ApprovalStore approvals,
            People people,
            ReviewStory story,
            Standing standing,
            ApplicationEventPublisher events) {
        this.branches = branches;
        this.approvals = approvals;
        this.people = people;
        this.story = story;
        this.standing = standing;
        this.events = events;
    }

    void require(Repository repository, PullRequest pr, String target) {
        if (!pr.isOpen()) {
            throw Problem.conflict(
                    "Pull request %d is %s. Open it again, then send it elsewhere."
                            .formatted(pr.number(), pr.state().word()));
        }
        branches.head(repository, pr.source(), target);
        branches.refuseSecond(repository, pr.source(), target);
    }

    /** What was approved was its merge into the branch before. */
    void follow(User by, Repository repository, PullRequest now) {
        var approvers = approvals.voidAll(now.id()).stream().map(people::name).toList();
        story.voided(
                repository,
                now,
                "it goes into " + now.target() + " now",
                Map.of("target", now.target()),
                approvers);
        standing.look(repository, now);
        events.publishEvent(new PullRequestRetargeted(now, repository, by));
    }
}
