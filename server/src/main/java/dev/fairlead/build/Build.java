package dev.fairlead.build;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One run of a plan on one commit. Id is unique in the server and what people say ("build 318").
 *
 * @param version what a release build is to be; null for a branch's
 * @param trigger what began it
 * @param attempt the highest of its jobs' attempts
 * @param failure why it did not pass, in a sentence; empty otherwise
 * @param wantedAgent the one on which all its jobs are to run; null for any
 * @param cancelled who asked for its end; empty while nobody did
 */
public record Build(
        long id,
        long repositoryId,
        Kind kind,
        String branch,
        String commit,
        @Nullable String version,
        Trigger trigger,
        @Nullable String wantedAgent,
        State state,
        int attempt,
        String failure,
        String cancelled,
        Tests tests,
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

    /** How many tests went how. */
    public record Tests(int passed, int failed, int skipped) {
        static final Tests NONE = new Tests(0, 0, 0);

        public int total() {
            return passed + failed + skipped;
        }
    }

    /** How long it ran; zero when it never did or has not ended. */
    public Duration took() {
        return started == null || finished == null
                ? Duration.ZERO
                : Duration.between(started, finished);
    }

    public String shortCommit() {
        return commit.substring(0, 10);
    }

    public String url() {
        return "/builds/" + id;
    }
}
