package dev.fairlead.release;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A version of a repository that holds exactly one merged pull request.
 *
 * @param commit the release commit; null until it is made
 * @param build the release build of the latest attempt; null until it is queued
 * @param failure why it failed, in a sentence; empty otherwise
 */
public record Release(
        long id,
        long repositoryId,
        long projectId,
        String version,
        State state,
        @Nullable String issue,
        long pullRequest,
        String mergeCommit,
        @Nullable String commit,
        @Nullable Long build,
        String failure,
        Instant created,
        @Nullable Instant released) {
    /** Building → released | failed (may be attempted again under its version). */
    public enum State {
        BUILDING,
        RELEASED,
        FAILED;

        /** As people and scripts read it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public String tag() {
        return "v" + version;
    }

    /** The path of its page, below its repository's. */
    public String path() {
        return "/releases/" + version;
    }
}
