package dev.fairlead.fleet;

import dev.fairlead.protocol.Outcome;
import java.util.List;
import java.util.stream.Stream;

/** What happened to a job, heard inside the transaction that changed it. */
public sealed interface JobEvent {
    Job job();

    /**
     * Whether it may be the end of a job that has an outcome of this kind: a lost one tells none.
     */
    default boolean mayEnd(Class<? extends Outcome> kind) {
        return switch (this) {
            case Claimed _, Withdrawn _ -> false;
            case Finished(var _, var outcome) -> kind.isInstance(outcome);
            case Lost _, Cancelled _ -> true;
        };
    }

    /**
     * An agent claimed it.
     *
     * @param following the jobs that it was given with it, in their order
     */
    record Claimed(Job job, List<Job> following) implements JobEvent {
        /** All that it was given. */
        public List<Job> all() {
            return Stream.concat(Stream.of(job), following.stream()).toList();
        }
    }

    /** Its holder reported the outcome. */
    record Finished(Job job, Outcome outcome) implements JobEvent {}

    /** Its lease ran out, or its agent came back without it. */
    record Lost(Job job, String why) implements JobEvent {}

    /** It followed another, and nobody began it, for that one led to nothing. */
    record Withdrawn(Job job) implements JobEvent {}

    /** It was cancelled before or while it ran. */
    record Cancelled(Job job, String why) implements JobEvent {}
}
