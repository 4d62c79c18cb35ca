package dev.fairlead.review.web;

import dev.fairlead.code.Branch;
import dev.fairlead.code.Diff;
import dev.fairlead.code.Repository;
import dev.fairlead.review.Approval;
import dev.fairlead.review.Comment;
import dev.fairlead.review.PullRequest;
import dev.fairlead.review.Review;
import dev.fairlead.web.LineView;
import dev.fairlead.web.Place;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A pull request as its page shows it to one user.
 *
 * @param names the names of all people on the page, by id
 * @param may what this user may do now
 */
public record PullRequestPage(
        Place place,
        Repository repository,
        PullRequest pr,
        Review review,
        Diff diff,
        List<Comment> comments,
        Map<Long, String> names,
        May may,
        @Nullable LineView line) {
    /**
     * What the user may do.
     *
     * @param write whether buttons are shown at all
     * @param approve why not, or what an approval would be worth; null when there is nothing to say
     * @param canApprove whether the button works
     * @param merge why not; null when it may be merged
     */
    public record May(
            boolean write, boolean canApprove, @Nullable String approve, @Nullable String merge) {}

    public String url() {
        return repository.url() + pr.path();
    }

    public String name(long user) {
        return names.getOrDefault(user, "somebody");
    }

    public String commits() {
        var count = review.commits().size();
        return count == 1 ? "1 commit" : count + " commits";
    }

    /** The stream that tells when to look again; null where there is no issue to follow. */
    public @Nullable String live() {
        return line == null ? null : line.events();
    }

    public String verdict(Approval approval) {
        return approval.counts() ? "passed" : "waiting";
    }

    /** The pull requests of a project, newest first. */
    public record Row(
            PullRequest pr, Repository repository, String author, @Nullable LineView line) {
        public String url() {
            return repository.url() + pr.path();
        }

        /** The state's word in the colours of the product. */
        public String colour() {
            return switch (pr.state()) {
                case OPEN -> "running";
                case MERGED -> "passed";
                case DECLINED -> "waiting";
            };
        }
    }

    /** The form of a new one. */
    public record Proposal(
            Place place, Repository repository, List<Branch> branches, @Nullable LineView line) {}
}
