package dev.fairlead.fleet;

import dev.fairlead.protocol.Outcome;

/** What happened to a job, heard inside the transaction that changed it. */
public sealed interface JobEvent {
    Job job();

    /** An agent claimed it. */
    record Claimed(Job job) implements JobEvent {}

    /** Its holder reported the outcome. */
    record Finished(Job job, Outcome outcome) implements JobEvent {}

    /** Its lease ran out, or its agent came back without it. */
    record Lost(Job job, String why) implements JobEvent {}

    /** It followed another, and nobody began it, for that one led to nothing. */
    record Withdrawn(Job job) implements JobEvent {}

    /** It was cancelled before or while it ran. */
    record Cancelled(Job job, String why) implements JobEvent {}
}
