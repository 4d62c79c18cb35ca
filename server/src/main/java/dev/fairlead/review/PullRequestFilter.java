package dev.fairlead.review;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which pull requests of a repository are asked for; null where it does not matter.
 *
 * @param text is part of the title, in either case
 * @param people who all have a part in each of them
 */
public record PullRequestFilter(
        PullRequest.@Nullable State state,
        @Nullable String source,
        @Nullable String target,
        @Nullable String text,
        List<Participant> people) {
    /** Somebody and their part. */
    public record Participant(long user, Part part) {}

    /** What somebody has to do with a pull request. */
    public enum Part {
        AUTHOR,
        /** Was asked, or approved it as it is. */
        REVIEWER,
        /** Said something. */
        COMMENTER,
        ANY
    }
}
