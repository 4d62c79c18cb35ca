package dev.fairlead.deploy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at one step on one host: the deployment's journal.
 *
 * @param position of the host in the deployment's order
 * @param fence of the job that does it; null until an agent claimed it
 * @param asking the job that asks the host what an unknown step did; null while none does
 * @param note what happened, in a sentence; while it is unknown and the host could not tell, what a
 *     person has to know
 * @param stuck whether only a person can say how to go on
 * @param sessions of the host's server when it was drained
 */
public record Step(
        long id,
        long deployment,
        String host,
        int position,
        StepName name,
        int attempt,
        StepState state,
        @Nullable Long fence,
        @Nullable Long job,
        @Nullable Long asking,
        String note,
        boolean stuck,
        @Nullable Integer sessions,
        @Nullable Instant issued,
        @Nullable Instant finished) {
    public Optional<Duration> took() {
        return issued == null || finished == null
                ? Optional.empty()
                : Optional.of(Duration.between(issued, finished));
    }

    String told() {
        return note.isEmpty() ? name.word() + " on " + host + " " + state.word() : note;
    }
}
