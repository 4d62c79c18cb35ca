package dev.fairlead.review.web;

import dev.fairlead.code.Branch;
import dev.fairlead.code.Diff;
import dev.fairlead.code.Repository;
import dev.fairlead.review.Approval;
import dev.fairlead.review.Comment;
import dev.fairlead.review.PullRequest;
import dev.fairlead.review.Review;
import dev.fairlead.review.Reviewer;
import dev.fairlead.web.LineView;
import dev.fairlead.web.Place;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A pull request as its page shows it to one user.
 *
 * @param reviewers who was asked and who approved
 * @param names the names of all people on the page, by id
 * @param may what this user may do now
 * @param reader the user
 */
public record PullRequestPage(
        Place place,
        Repository repository,
        PullRequest pr,
        Review review,
        Diff diff,
        List<Comment> comments,
        List<Reviewer> reviewers,
        Map<Long, String> names,
        May may,
        long reader,
        @Nullable LineView line) {
    /**
     * What the user may do.
     *
     * @param write whether buttons are shown at all
     * @param approve why not, or what an approval would be worth; null when there is nothing to say
     * @param canApprove whether the button works
     * @param withdraw whether there is an approval of this head to take back
     * @param edit whether the user may change what it says and who is asked
     * @param merge why not; null when it may be merged
     */
    public record May(
            boolean write,
            boolean canApprove,
            boolean withdraw,
            boolean edit,
            @Nullable String approve,
            @Nullable String merge) {}

    public String url() {
        return repository.url() + pr.path();
    }

    public String name(long user) {
        return names.getOrDefault(user, "somebody");
    }

    /** Those who were asked and have not approved it as it is. */
    public List<Reviewer> asked() {
        return reviewers.stream().filter(r -> r.asked() && !r.hasApproved()).toList();
    }

    /** Whether the reader wrote the comment and so may change it. */
    public boolean mayChange(Comment comment) {
        return may.write() && comment.author() == reader;
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

    /**
     * The form of one that is changed.
     *
     * @param candidates the names of those who may be asked to review
     * @param asked the names that are ticked
     */
    public record Amending(
            Place place,
            Repository repository,
            PullRequest pr,
            List<Branch> branches,
            List<String> candidates,
            Set<String> asked,
            @Nullable LineView line) {
        public String url() {
            return repository.url() + pr.path();
        }
    }
}
