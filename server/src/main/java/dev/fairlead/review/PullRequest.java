package dev.fairlead.review;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A wish to merge one branch into another.
 *
 * @param head the source's tip as last pushed
 * @param version grows with every change of title, description, target, reviewers or state
 */
public record PullRequest(
        long id,
        long repositoryId,
        int number,
        String title,
        String description,
        String source,
        String target,
        long author,
        State state,
        String head,
        @Nullable String issue,
        @Nullable String mergeCommit,
        @Nullable Long mergedBy,
        Instant created,
        Instant updated,
        int version) {
    /** Open → merged | declined (→ open). */
    public enum State {
        OPEN,
        MERGED,
        DECLINED;

        /** As people and scripts read it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public boolean isOpen() {
        return state == State.OPEN;
    }

    public String shortHead() {
        return head.substring(0, 10);
    }

    /** The path of its page, below its repository's. */
    public String path() {
        return "/pull-requests/" + number;
    }

    @Override
    public String toString() {
        return "pull request " + number;
    }
}
