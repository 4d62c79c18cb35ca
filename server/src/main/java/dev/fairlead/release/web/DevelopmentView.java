package dev.fairlead.release.web;

import dev.fairlead.build.Build;
import dev.fairlead.code.Repository;
import dev.fairlead.code.ShellWords;
import dev.fairlead.release.Release;
import dev.fairlead.review.PullRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was made for one issue: its branches with their builds and pull requests, its releases. */
public record DevelopmentView(List<Change> changes, List<Shipped> releases) {
    /**
     * One branch.
     *
     * @param exists false once it was deleted; its pull request remains
     * @param commits how many it brings, or brought when it was merged
     * @param build the latest build of it
     * @param passed how many of its builds passed
     * @param built how many there were, a hundred at most
     * @param writers the ids of those who wrote it
     * @param approvers the ids of those whose approval counts
     */
    public record Change(
            Repository repository,
            String branch,
            boolean exists,
            int commits,
            @Nullable PullRequest pullRequest,
            @Nullable Build build,
            long passed,
            int built,
            Set<Long> writers,
            Set<Long> approvers) {
        public String url() {
            return repository.url()
                    + "/commits?at="
                    + URLEncoder.encode(branch, StandardCharsets.UTF_8);
        }

        /** What to type to work on it. */
        public String switchTo() {
            return ShellWords.switchTo(branch);
        }

        /**
         * The form that would open its pull request; null when there is one or nothing to merge.
         */
        public @Nullable String proposal() {
            return pullRequest != null || commits == 0
                    ? null
                    : repository.url()
                            + "/pull-requests/new?source="
                            + URLEncoder.encode(branch, StandardCharsets.UTF_8);
        }

        public String count() {
            return commits == 1 ? "1 commit" : commits + " commits";
        }

        public static String word(Build build) {
            return build.state().name().toLowerCase(Locale.ROOT);
        }

        public static String colour(PullRequest pullRequest) {
            return switch (pullRequest.state()) {
                case OPEN -> "running";
                case MERGED -> "passed";
                case DECLINED -> "waiting";
            };
        }
    }

    /** A release that contains it. */
    public record Shipped(Release release, Repository repository) {
        public String url() {
            return repository.url() + release.path();
        }

        public String colour() {
            return ReleasePage.colour(release);
        }
    }
}
