package dev.fairlead.build;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One job of a build: what one agent does in one workspace.
 *
 * @param position its place in the plan, from 1
 * @param needs the positions of the jobs that must pass before it is queued
 * @param retries how often it is tried again when it failed
 * @param job the fleet's job of the latest attempt; null before the first
 * @param manual what it says to the person for whom it waits; null where it waits for none
 * @param begunBy that person, once it began
 * @param failure why it did not pass or did not run, in a sentence; empty otherwise
 */
public record BuildJob(
        long build,
        int position,
        String name,
        List<Integer> needs,
        State state,
        int attempt,
        int retries,
        @Nullable Long job,
        @Nullable String manual,
        String begunBy,
        String failure,
        @Nullable Instant started,
        @Nullable Instant finished) {
    /**
     * Waiting (for jobs it needs) → manual (for a person) → queued → running → an end, or skipped.
     */
    public enum State {
        WAITING,
        MANUAL,
        QUEUED,
        RUNNING,
        PASSED,
        FAILED,
        CANCELLED,
        LOST,
        SKIPPED;

        public boolean isTerminal() {
            return this != WAITING && this != MANUAL && isStill();
        }

        /** Whether no agent has it or is to have it now. */
        public boolean isStill() {
            return this != QUEUED && this != RUNNING;
        }
    }

    /** How long it ran; zero when it never did or has not ended. */
    public Duration took() {
        return started == null || finished == null
                ? Duration.ZERO
                : Duration.between(started, finished);
    }
}
