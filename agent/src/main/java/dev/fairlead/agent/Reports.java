package dev.fairlead.agent;

import dev.fairlead.protocol.Assignment;
import dev.fairlead.protocol.JobSpec;
import dev.fairlead.protocol.Outcome;
import dev.fairlead.protocol.Report;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells the server how jobs ended, for as long as it takes. */
record Reports(ServerLink server, Undelivered undelivered) {
    /**
     * How a job ended, on disk before anything else where nobody could find it out by looking.
     *
     * @param goesOn whether the job that follows it is begun now
     */
    Report of(RunningJob job, Outcome outcome, boolean goesOn) throws IOException {
        var cancelled = job.cancelled() && !outcome.passed();
        var report = new Report(job.fence(), outcome, cancelled, goesOn);
        if (changes(job.spec())) {
            undelivered.keep(job.base(), report);
        }
        return report;
    }

    private static boolean changes(JobSpec spec) {
        return switch (spec) {
            case JobSpec.RunHostStep _,
                    JobSpec.RunPlay _,
                    JobSpec.MoveServer _,
                    JobSpec.NagiosCommands _ ->
                    true;
            case JobSpec.RunBuild _,
                    JobSpec.ObserveHost _,
                    JobSpec.CheckHost _,
                    JobSpec.TryHost _,
                    JobSpec.LookAtBalancers _ ->
                    false;
        };
    }

    /**
     * Tells it, and forgets the job. One that the server does not take from this agent is given up.
     *
     * @param executor which would go on with another job, which is then the answer; null for none
     * @throws IOException when the agent is to stop before the server could be reached
     */
    Optional<Assignment> deliver(RunningJob job, Report report, @Nullable Integer executor)
            throws IOException, InterruptedException {
        var next = Optional.<Assignment>empty();
        try {
            var whole = report.with(job.endLog());
            if (!job.isAbandoned()) {
                next =
                        Retry.until(
                                () -> job.isStopping() || job.isAbandoned(),
                                () -> server.report(job.job(), whole, executor));
            }
        } catch (RefusedException e) {
            Say.error("Job " + job.job() + ": " + e.getMessage());
            job.abandon();
        }
        Folders.delete(job.base());
        return next;
    }
}
