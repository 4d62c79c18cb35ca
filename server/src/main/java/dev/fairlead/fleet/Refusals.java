package dev.fairlead.fleet;

import dev.fairlead.audit.Audit;
import dev.fairlead.problem.Problem;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Refuses what does not match a lease, and keeps a record of it. */
@Component
class Refusals {
    private final JobStore jobs;
    private final Audit audit;
    private final TransactionTemplate transaction;

    Refusals(JobStore jobs, Audit audit, TransactionTemplate transaction) {
        this.jobs = jobs;
        this.audit = audit;
        this.transaction = transaction;
    }

    /** Thrown within a transaction, so that it is rolled back before the refusal is recorded. */
    static final class Mismatch extends RuntimeException {
        private static final long serialVersionUID = 1;

        Mismatch() {
            super("the message does not match the lease", null, false, false);
        }
    }

    /**
     * Does the work in a transaction of its own.
     *
     * @throws Problem 409, recorded, when the work found a {@link Mismatch}
     */
    void inTransaction(Holder holder, long job, long fence, String what, Runnable work) {
        inTransaction(
                holder,
                job,
                fence,
                what,
                () -> {
                    work.run();
                    return Optional.empty();
                });
    }

    /** The same, with what came of the work. */
    <T> Optional<T> inTransaction(
            Holder holder, long job, long fence, String what, Supplier<Optional<T>> work) {
        try {
            return done(work);
        } catch (Mismatch _) {
            throw refuse(holder, job, fence, what);
        }
    }

    /** The same for several jobs at once, of which it is not said which one did not match. */
    <T> Optional<T> together(Supplier<Optional<T>> work) {
        try {
            return done(work);
        } catch (Mismatch _) {
            throw Problem.conflict(
                    "One of these jobs is not this agent's to end any more; tell of each by itself.");
        }
    }

    private <T> Optional<T> done(Supplier<Optional<T>> work) {
        var found = transaction.execute(_ -> work.get());
        return found == null ? Optional.empty() : found;
    }

    static boolean holds(Holder holder, long fence, JobRow row) {
        return row.job().state() == JobState.RUNNING
                && row.job().fence() == fence
                && Long.valueOf(holder.agent()).equals(row.agent());
    }

    /** Records the refusal and answers with the problem to throw. */
    Problem refuse(Holder holder, long job, long fence, String what) {
        var why = why(holder, job, fence);
        transaction.executeWithoutResult(_ ->
                audit.record(
                        holder.actor(),
                        "job.message-refused",
                        "job " + job,
                        Map.of("fence", fence, "message", what, "why", why)));
        return Problem.conflict("Job %d refused %s: %s.".formatted(job, what, why));
    }

    private String why(Holder holder, long id, long fence) {
        var row = jobs.find(id).orElse(null);
        if (row == null || !row.job().pool().equals(holder.pool())) {
            return "there is no such job in pool " + holder.pool();
        }
        var state = row.job().state();
        if (row.job().fence() != fence) {
            return "its fence is %d, not %d".formatted(row.job().fence(), fence);
        }
        if (!Long.valueOf(holder.agent()).equals(row.agent())) {
            return "another agent holds it";
        }
        return "it is " + state.name().toLowerCase(Locale.ROOT) + ", not running";
    }
}
