package dev.fairlead.review;

import dev.fairlead.audit.Actor;
import dev.fairlead.audit.Audit;
import dev.fairlead.code.Repository;
import dev.fairlead.issue.IssueStatus;
import dev.fairlead.issue.Issues;
import dev.fairlead.timeline.Stop;
import dev.fairlead.timeline.StopState;
import dev.fairlead.timeline.Timeline;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * What a pull request writes into its issue, the story, the line and the audit, in the transaction
 * of what happened. One without an issue has no line.
 */
@Component
class ReviewStory {
    private final Timeline timeline;
    private final Audit audit;
    private final Issues issues;

    ReviewStory(Timeline timeline, Audit audit, Issues issues) {
        this.timeline = timeline;
        this.audit = audit;
        this.issues = issues;
    }

    void opened(Actor by, Repository repository, PullRequest pr, String verb) {
        audit.record(by, "pull-request." + verb, subject(repository, pr), detail(pr, Map.of()));
        tell(
                by,
                repository,
                pr,
                verb,
                "%s %s from %s into %s".formatted(verb, pr, pr.source(), pr.target()));
        moveIssue(by, pr, IssueStatus.IN_REVIEW);
    }

    void approved(Actor by, Repository repository, PullRequest pr) {
        audit.record(by, "pull-request.approved", subject(repository, pr), detail(pr, Map.of()));
        tell(by, repository, pr, "approved", "approved %s at %s".formatted(pr, pr.shortHead()));
    }

    void withdrew(Actor by, Repository repository, PullRequest pr) {
        audit.record(by, "approval.withdrawn", subject(repository, pr), detail(pr, Map.of()));
        tell(by, repository, pr, "withdrew", "withdrew the approval of " + pr);
    }

    /** What changed, by name, with what it is now. */
    void amended(Actor by, Repository repository, PullRequest pr, Map<String, Object> changes) {
        audit.record(by, "pull-request.changed", subject(repository, pr), detail(pr, changes));
        var names = String.join(", ", changes.keySet());
        tell(by, repository, pr, "changed", "changed %s of %s".formatted(names, pr));
    }

    /** The head of the given pull request is the one that the approvals were given for. */
    void voided(
            Repository repository,
            PullRequest pr,
            String why,
            Map<String, String> cause,
            List<String> approvers) {
        for (var approver : approvers) {
            var detail = new HashMap<>(cause);
            detail.put("approver", approver);
            audit.record(
                    Actor.FAIRLEAD, "approval.voided", subject(repository, pr), detail(pr, detail));
            tell(
                    Actor.FAIRLEAD,
                    repository,
                    pr,
                    "voided",
                    "voided %s's approval of %s: %s".formatted(approver, pr, why));
        }
    }

    void merged(Actor by, Repository repository, PullRequest pr, List<String> approvers) {
        var names = String.join(", ", approvers);
        audit.record(
                by,
                "pull-request.merged",
                subject(repository, pr),
                detail(
                        pr,
                        Map.of(
                                "mergeCommit",
                                String.valueOf(pr.mergeCommit()),
                                "approvedBy",
                                approvers)));
        tell(by, repository, pr, "merged", "merged %s into %s".formatted(pr, pr.target()));
        stop(repository, pr, StopState.DONE, "approved by " + names);
    }

    void declined(Actor by, Repository repository, PullRequest pr, String why) {
        audit.record(
                by,
                "pull-request.declined",
                subject(repository, pr),
                detail(pr, Map.of("why", why)));
        tell(by, repository, pr, "declined", "declined " + pr + (why.isEmpty() ? "" : ": " + why));
        stop(repository, pr, StopState.NONE, "declined");
        moveIssue(by, pr, IssueStatus.IN_PROGRESS);
    }

    void commented(Actor by, Repository repository, PullRequest pr) {
        tell(by, repository, pr, "commented", "commented on " + pr);
    }

    void commentChanged(
            Actor by, Repository repository, PullRequest pr, Comment comment, String verb) {
        audit.record(
                by,
                "comment." + verb,
                subject(repository, pr),
                Map.of("comment", comment.id(), "version", comment.version()));
        tell(by, repository, pr, verb, "%s a comment on %s".formatted(verb, pr));
    }

    void waits(Repository repository, PullRequest pr, Holder holder) {
        stop(repository, pr, holder.state(), holder.note());
    }

    private void moveIssue(Actor by, PullRequest pr, IssueStatus status) {
        var issue = pr.issue();
        if (issue != null) {
            issues.move(by, issue, status);
        }
    }

    private void stop(Repository repository, PullRequest pr, StopState state, String note) {
        var issue = pr.issue();
        if (issue != null) {
            timeline.stop(issue, Stop.REVIEW, state, note, repository.url() + pr.path());
        }
    }

    private void tell(Actor by, Repository repository, PullRequest pr, String kind, String text) {
        var issue = pr.issue();
        if (issue != null) {
            timeline.tell(issue, by.name(), kind, text, repository.url() + pr.path());
        }
    }

    private static String subject(Repository repository, PullRequest pr) {
        return repository + "#" + pr.number();
    }

    private static Map<String, Object> detail(PullRequest pr, Map<String, ?> more) {
        var detail = new HashMap<String, Object>(more);
        detail.put("head", pr.head());
        detail.put("source", pr.source());
        detail.put("target", pr.target());
        return detail;
    }
}
