package dev.fairlead.review.web;

import dev.fairlead.code.Diff;
import dev.fairlead.code.Repository;
import dev.fairlead.code.Source;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.review.Comment;
import dev.fairlead.review.Comments;
import dev.fairlead.review.MergeCheck;
import dev.fairlead.review.PullRequest;
import dev.fairlead.review.PullRequests;
import dev.fairlead.review.Review;
import dev.fairlead.review.Reviewers;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts together what the page of a pull request shows. */
@Component
class PullRequestViews {
    private final PullRequests pullRequests;
    private final Comments comments;
    private final Reviewers reviewers;
    private final Source source;
    private final Access access;
    private final Surroundings surroundings;

    PullRequestViews(
            PullRequests pullRequests,
            Comments comments,
            Reviewers reviewers,
            Source source,
            Access access,
            Surroundings surroundings) {
        this.pullRequests = pullRequests;
        this.comments = comments;
        this.reviewers = reviewers;
        this.source = source;
        this.access = access;
        this.surroundings = surroundings;
    }

    /** Without the diff and the talk: what is fetched again whenever something happens. */
    PullRequestPage decision(User user, Repository repository, PullRequest pr) {
        return page(user, repository, pr, false);
    }

    PullRequestPage whole(User user, Repository repository, PullRequest pr) {
        return page(user, repository, pr, true);
    }

    private PullRequestPage page(User user, Repository repository, PullRequest pr, boolean whole) {
        var review = pullRequests.review(user, repository, pr);
        var said = whole ? comments.of(pr) : List.<Comment>of();
        var asked = reviewers.of(pr);
        return new PullRequestPage(
                surroundings.place(repository),
                repository,
                pr,
                review,
                whole ? source.diff(repository, review.base(), pr.head()) : Diff.none(pr.head()),
                said,
                asked,
                surroundings.names(pr, review, said, asked),
                may(user, repository, pr, review),
                user.id(),
                surroundings.line(pr.issue()));
    }

    private PullRequestPage.May may(
            User user, Repository repository, PullRequest pr, Review review) {
        var approved =
                reviewers.of(pr).stream().anyMatch(r -> r.user() == user.id() && r.hasApproved());
        var write = access.may(user, repository.projectId(), Role.WRITE);
        return new PullRequestPage.May(
                write,
                pr.isOpen() && !approved,
                write && pr.isOpen() && approved,
                (write || pr.author() == user.id()) && pr.mergeCommit() == null,
                approved ? "You approved this head." : worth(user, review),
                whyNotMerge(review));
    }

    private static @Nullable String worth(User user, Review review) {
        var wrote = review.writers().get(user.id());
        return wrote == null
                ? null
                : "You wrote %s of it: your approval is shown but does not count."
                        .formatted(wrote.substring(0, 10));
    }

    private static @Nullable String whyNotMerge(Review review) {
        return review.mayMerge()
                ? null
                : review.checks().stream()
                        .filter(check -> !check.passed())
                        .map(MergeCheck::sentence)
                        .collect(Collectors.joining(" "));
    }
}
