package dev.fairlead.agent;

import dev.fairlead.protocol.JobSpec;
import dev.fairlead.protocol.Outcome;
import java.io.IOException;

/** Does the jobs of one kind, on the thread of one executor. */
public interface JobHandler<S extends JobSpec> {
    /**
     * Works until the job has ended or {@link JobContext#cancelled()}; in either case the outcome
     * says how far it came. A failure of the job is an outcome, too: an exception is reported with
     * its message as the failure.
     */
    Outcome run(S spec, JobContext job) throws IOException, InterruptedException;

    /** The outcome of a job that failed before or outside its handler's own words. */
    Outcome failed(String failure);
}
