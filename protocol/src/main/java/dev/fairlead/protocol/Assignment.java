package dev.fairlead.protocol;

import java.util.List;
import java.util.Map;

/**
 * A claimed job.
 *
 * @param leaseMillis from now
 * @param secrets values that its commands see as variables of these names. They travel here and
 *     nowhere else: no row of the job holds them, and what the agent sends back shows none of them
 * @param notes what the log begins with, a line each
 * @param then jobs that follow, in order, which its holder holds as well: each is begun when the
 *     one before has ended well, without another word from the server
 */
public record Assignment(
        long job,
        long fence,
        long leaseMillis,
        JobSpec spec,
        Map<String, String> secrets,
        List<String> notes,
        List<Assignment> then) {
    /** An older server does not say all of it. */
    public Assignment {
        secrets = secrets == null ? Map.of() : Map.copyOf(secrets);
        notes = notes == null ? List.of() : List.copyOf(notes);
        then = then == null ? List.of() : List.copyOf(then);
    }

    /** A job that nobody has a secret for. */
    public Assignment(long job, long fence, long leaseMillis, JobSpec spec) {
        this(job, fence, leaseMillis, spec, Map.of(), List.of(), List.of());
    }

    /** The same, followed by others. */
    public Assignment with(List<Assignment> following) {
        return new Assignment(job, fence, leaseMillis, spec, secrets, notes, following);
    }

    /** Without the secrets, wherever it may be printed. */
    @Override
    public String toString() {
        return "job %d under fence %d: %s".formatted(job, fence, spec);
    }
}
