package dev.fairlead.review.web;

import dev.fairlead.code.Repository;
import dev.fairlead.identity.Users;
import dev.fairlead.review.Approval;
import dev.fairlead.review.Comment;
import dev.fairlead.review.PullRequest;
import dev.fairlead.review.PullRequests;
import dev.fairlead.review.Review;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes the answers about pull requests, with names in place of ids. */
@Component
class PullRequestJsons {
    private final PullRequests pullRequests;
    private final Users users;

    PullRequestJsons(PullRequests pullRequests, Users users) {
        this.pullRequests = pullRequests;
        this.users = users;
    }

    /** A comment. */
    record Said(long id, String author, String text, Instant at) {}

    PullRequestJson brief(Repository repository, PullRequest pr) {
        return json(repository, pr, null);
    }

    PullRequestJson whole(Repository repository, PullRequest pr) {
        return json(repository, pr, pullRequests.review(repository, pr));
    }

    Said said(Comment comment) {
        return new Said(comment.id(), name(comment.author()), comment.text(), comment.at());
    }

    private PullRequestJson json(Repository repository, PullRequest pr, @Nullable Review review) {
        var mergedBy = pr.mergedBy();
        return new PullRequestJson(
                pr.number(),
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

    private String name(long user) {
        return users.get(user).name();
    }
}
