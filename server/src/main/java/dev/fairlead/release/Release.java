package dev.fairlead.release;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A version of a repository that holds exactly one merged pull request. */
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
        FAILED
    }

    public String tag() {
        return "v" + version;
    }
}
