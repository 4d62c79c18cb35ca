package dev.fairlead.fleet;

import dev.fairlead.identity.Secrets;
import dev.fairlead.problem.Problem;
import dev.fairlead.protocol.Assignment;
import dev.fairlead.protocol.JobEnd;
import dev.fairlead.protocol.JobSpec;
import dev.fairlead.protocol.Outcome;
import dev.fairlead.protocol.Report;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Takes the ends of jobs as their holders report them. */
@Component
public class Outcomes {
    private final JobStore jobs;
    private final FileStore files;
    private final Deliveries deliveries;
    private final JobEnds ends;
    private final Leases leases;
    private final Refusals refusals;
    private final JsonMapper json;

    Outcomes(
            JobStore jobs,
            FileStore files,
            Deliveries deliveries,
            JobEnds ends,
            Leases leases,
            Refusals refusals,
            JsonMapper json) {
        this.jobs = jobs;
        this.files = files;
        this.deliveries = deliveries;
        this.ends = ends;
        this.leases = leases;
        this.refusals = refusals;
        this.json = json;
    }

    /**
     * Ends the job, and gives its executor the next one where one waits, in the same transaction:
     * what follows from an end, such as a deployment's next step, is begun without another
     * question. What was given with it and is not begun after it is nobody's any more. The same
     * report again, because its answer was lost, changes nothing; whether the end of the log came
     * with it or before makes no difference.
     *
     * @param executor which would go on; null where it takes no other job
     * @throws Problem 409 when the holder does not hold the job under this fence
     */
    public Optional<Assignment> take(
            Holder holder, long job, Report report, @Nullable Integer executor) {
        return refusals.inTransaction(
                        holder,
                        job,
                        report.fence(),
                        "an outcome",
                        () -> taken(holder, List.of(new JobEnd(job, report)), executor))
                .map(leases::assignment);
    }

    /**
     * The same of several jobs, in the order in which they ended.
     *
     * @throws Problem 409, of which nothing is recorded, when one of them is not to be taken: then
     *     nothing was, and they are to be told one by one
     */
    public Optional<Assignment> take(
            Holder holder, List<JobEnd> ended, @Nullable Integer executor) {
        return refusals.together(() -> taken(holder, ended, executor)).map(leases::assignment);
    }

    private Optional<List<JobRow>> taken(
            Holder holder, List<JobEnd> ended, @Nullable Integer executor) {
        var ending = jobs.lockEnding(ended.stream().map(JobEnd::job).toList());
        var fresh = false;
        for (var one : ended) {
            var job = ending.get(one.job());
            if (job == null) {
                throw new Refusals.Mismatch();
            }
            var digest = Secrets.sha256(json.writeValueAsString(one.report().told()));
            if (!isKnown(holder, job.row(), one.report(), digest)) {
                take(holder, job, one.report(), digest);
                fresh = true;
            }
        }
        return executor == null || !fresh ? Optional.empty() : leases.next(holder, executor);
    }

    private void take(Holder holder, JobStore.Ending job, Report report, String digest) {
        var row = job.row();
        if (!Refusals.holds(holder, report.fence(), row)) {
            throw new Refusals.Mismatch();
        }
        check(row, report.outcome());
        var log = report.log();
        if (log != null) {
            deliveries.append(
                    row.job().id(),
                    report.fence(),
                    job.log(),
                    log.offset(),
                    Duration.ofMillis(log.ageMillis()),
                    log.bytes());
        }
        if (!report.goesOn()) {
            ends.withdrawFollowers(row.job().id()); // also of those queued while it waited here
        }
        end(row, report, digest);
    }

    private void end(JobRow row, Report report, String digest) {
        var reason = row.cancelReason();
        if (report.cancelled() && reason != null) {
            ends.cancelled(row.job().id(), reason, digest);
        } else {
            var age = report.ageMillis();
            var took = report.tookMillis();
            ends.finished(
                    row.job().id(),
                    report.outcome(),
                    digest,
                    age == null ? 0 : Ago.millis(age),
                    took == null ? null : Long.valueOf(Ago.millis(took)));
        }
    }

    private static boolean isKnown(Holder holder, JobRow row, Report report, String digest) {
        return digest.equals(row.outcomeSha256())
                && row.job().fence() == report.fence()
                && Long.valueOf(holder.agent()).equals(row.agent());
    }

    private void check(JobRow row, Outcome outcome) {
        var spec = json.readValue(row.spec(), JobSpec.class);
        var fits =
                switch (outcome) {
                    case Outcome.Built _ -> spec instanceof JobSpec.RunBuild;
                    case Outcome.HostStepRan _ -> spec instanceof JobSpec.RunHostStep;
                    case Outcome.HostObserved _ -> spec instanceof JobSpec.ObserveHost;
                    case Outcome.ServerMoved _ -> spec instanceof JobSpec.MoveServer;
                    case Outcome.HostTried _ -> spec instanceof JobSpec.TryHost;
                    case Outcome.CommandsWritten _ -> spec instanceof JobSpec.NagiosCommands;
                    case Outcome.PlayRan _ -> spec instanceof JobSpec.RunPlay;
                    case Outcome.HostChecked _ -> spec instanceof JobSpec.CheckHost;
                    case Outcome.BalancersSeen _ -> spec instanceof JobSpec.LookAtBalancers;
                };
        if (!fits) {
            throw Problem.invalid("outcome", "The outcome is not of the job's kind.");
        }
        if (outcome instanceof Outcome.Built built
                && !new HashSet<>(files.of(row.job().id())).containsAll(built.artifacts())) {
            throw Problem.invalid(
                    "artifacts", "The outcome names a file that this job has not stored.");
        }
    }
}
