package dev.fairlead.agent;

import dev.fairlead.protocol.Assignment;
import dev.fairlead.protocol.JobEnd;
import dev.fairlead.protocol.JobSpec;
import dev.fairlead.protocol.Outcome;
import dev.fairlead.protocol.Report;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells the server how jobs ended, for as long as it takes. */
record Reports(ServerLink server, Undelivered undelivered) {
    /**
     * How a job ended, as it is told.
     *
     * @param report without the end of its log
     */
    record Kept(RunningJob job, Report report) {
        Kept since(long nanos) {
            var age = Duration.ofNanos(System.nanoTime() - nanos).toMillis();
            return new Kept(job, report.timed(age, job.tookUntil(nanos)));
        }

        private JobEnd whole() throws IOException, InterruptedException {
            return new JobEnd(job.job(), report.with(job.endLog()));
        }

        private boolean isUnwanted() {
            return job.isStopping() || job.isAbandoned();
        }
    }

    /**
     * How a job ended, on disk before anything else where nobody could find it out by looking.
     *
     * @param goesOn whether the job that follows it is begun now
     */
    Kept of(RunningJob job, Outcome outcome, boolean goesOn) throws IOException {
        var cancelled = job.cancelled() && !outcome.passed();
        var report = new Report(job.fence(), outcome, cancelled, goesOn);
        if (changes(job.spec())) {
            undelivered.keep(job.base(), report);
        }
        return new Kept(job, report);
    }

    private static boolean changes(JobSpec spec) {
        return switch (spec) {
            case JobSpec.RunHostStep step -> !step.fetchesOnly();
            case JobSpec.RunPlay _, JobSpec.NagiosCommands _ -> true;
            case JobSpec.RunBuild _,
                    JobSpec.ObserveHost _,
                    JobSpec.CheckHost _,
                    JobSpec.TryHost _,
                    JobSpec.LookAtBalancers _,
                    JobSpec.MoveServer _ -> // its balancers tell
                    false;
        };
    }

    /**
     * Tells how jobs ended, one after the other, and forgets them. Those that the server does not
     * take from this agent are given up.
     *
     * @param executor which would go on with another job, which is then the answer; null for none
     * @throws IOException when the agent is to stop before the server could be reached
     */
    Optional<Assignment> deliver(List<Kept> ended, @Nullable Integer executor)
            throws IOException, InterruptedException {
        if (ended.size() > 1) {
            try {
                return together(ended, executor);
            } catch (RefusedException _) {
                // Of one by one is heard which it was.
            }
        }
        for (var one : ended.subList(0, ended.size() - 1)) {
            deliver(one, null);
        }
        return deliver(ended.getLast(), executor);
    }

    private Optional<Assignment> together(List<Kept> ended, @Nullable Integer executor)
            throws IOException, InterruptedException {
        var all = new ArrayList<JobEnd>();
        for (var one : ended) {
            all.add(one.whole());
        }
        if (isOneGivenUp(ended)) {
            throw new RefusedException(0, "one of them is given up");
        }
        var next = told(ended, all, executor);
        for (var one : ended) {
            Folders.delete(one.job().base());
        }
        return next;
    }

    private Optional<Assignment> told(
            List<Kept> ended, List<JobEnd> all, @Nullable Integer executor)
            throws IOException, InterruptedException {
        try {
            return Retry.until(
                    () -> ended.stream().anyMatch(Kept::isUnwanted),
                    () -> server.report(all, executor));
        } catch (IOException e) {
            if (isOneGivenUp(ended)) {
                throw new RefusedException(0, "one of them was given up meanwhile");
            }
            throw e;
        }
    }

    private static boolean isOneGivenUp(List<Kept> ended) {
        return ended.stream().anyMatch(one -> one.job().isAbandoned());
    }

    private Optional<Assignment> deliver(Kept ended, @Nullable Integer executor)
            throws IOException, InterruptedException {
        var job = ended.job();
        var next = Optional.<Assignment>empty();
        try {
            var whole = ended.whole();
            if (!job.isAbandoned()) {
                next =
                        Retry.until(
                                ended::isUnwanted,
                                () -> server.report(job.job(), whole.report(), executor));
            }
        } catch (RefusedException e) {
            Say.error("Job " + job.job() + ": " + e.getMessage());
            job.abandon();
        } catch (IOException e) {
            if (!job.isAbandoned()) {
                throw e;
            }
            Say.error("Job " + job.job() + " was given up before its end could be told.");
        }
        Folders.delete(job.base());
        return next;
    }
}
