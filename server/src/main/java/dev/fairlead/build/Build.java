package dev.fairlead.build;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One run of a plan on one commit. Id is unique in the server and what people say ("build 318").
 *
 * @param job the fleet's job of the latest attempt; null while there is nothing to run
 * @param failure why it failed, in a sentence; empty otherwise
 */
public record Build(
        long id,
        long repositoryId,
        Kind kind,
        String branch,
        String commit,
        State state,
        int attempt,
        @Nullable Long job,
        String failure,
        Instant queued,
        @Nullable Instant started,
        @Nullable Instant finished) {
    /** What it is for. */
    public enum Kind {
        BRANCH,
        RELEASE
    }

    /** Queued → running → passed | failed | cancelled | lost. */
    public enum State {
        QUEUED,
        RUNNING,
        PASSED,
        FAILED,
        CANCELLED,
        LOST;

        public boolean isTerminal() {
            return this != QUEUED && this != RUNNING;
        }
    }

    public String url() {
        return "/builds/" + id;
    }
}
