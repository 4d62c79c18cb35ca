package dev.fairlead.review.web;

import dev.fairlead.code.Repository;
import dev.fairlead.identity.User;
import dev.fairlead.identity.Users;
import dev.fairlead.review.Approval;
import dev.fairlead.review.Comment;
import dev.fairlead.review.PullRequest;
import dev.fairlead.review.PullRequests;
import dev.fairlead.review.Review;
import dev.fairlead.review.Reviewer;
import dev.fairlead.review.Reviewers;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes the answers about pull requests, with names in place of ids. */
@Component
class PullRequestJsons {
    private final PullRequests pullRequests;
    private final Reviewers reviewers;
    private final Users users;

    PullRequestJsons(PullRequests pullRequests, Reviewers reviewers, Users users) {
        this.pullRequests = pullRequests;
        this.reviewers = reviewers;
        this.users = users;
    }

    /** A comment. */
    record Said(
            long id,
            String author,
            String text,
            Instant at,
            int version,
            @Nullable Instant edited) {}

    PullRequestJson brief(Repository repository, PullRequest pr) {
        return json(repository, pr, null);
    }

    /** With the checks of a merge by this viewer. */
    PullRequestJson whole(User viewer, Repository repository, PullRequest pr) {
        return json(repository, pr, pullRequests.review(viewer, repository, pr));
    }

    Said said(Comment comment) {
        return new Said(
                comment.id(),
                name(comment.author()),
                comment.text(),
                comment.at(),
                comment.version(),
                comment.edited());
    }

    private PullRequestJson json(Repository repository, PullRequest pr, @Nullable Review review) {
        var mergedBy = pr.mergedBy();
        return new PullRequestJson(
                pr.number(),
                pr.version(),
                repository.toString(),
                pr.title(),
                pr.description(),
                pr.source(),
                pr.target(),
                pr.state().word(),
                name(pr.author()),
                pr.head(),
                pr.issue(),
                pr.mergeCommit(),
                mergedBy == null ? null : name(mergedBy),
                review == null ? null : pr.isOpen() && review.mayMerge(),
                review == null ? null : review.checks(),
                review == null ? null : review.approvals().stream().map(this::approved).toList(),
                review == null ? null : review.writers().keySet().stream().map(this::name).toList(),
                review == null ? null : asked(pr),
                pr.created(),
                pr.updated(),
                repository.url() + pr.path());
    }

    private PullRequestJson.Approved approved(Approval approval) {
        return new PullRequestJson.Approved(
                name(approval.user()),
                approval.head(),
                approval.at(),
                approval.counts(),
                approval.why());
    }

    private List<String> asked(PullRequest pr) {
        return reviewers.of(pr).stream()
                .filter(Reviewer::asked)
                .map(reviewer -> name(reviewer.user()))
                .toList();
    }

    private String name(long user) {
        return users.get(user).name();
    }
}
