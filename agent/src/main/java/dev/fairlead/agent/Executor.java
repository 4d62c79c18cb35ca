package dev.fairlead.agent;

import dev.fairlead.protocol.Assignment;
import dev.fairlead.protocol.JobSpec;
import dev.fairlead.protocol.Outcome;
import dev.fairlead.protocol.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Claims a job, does it, reports it, and again; the answer to a report may be the next one. Runs on
 * a platform thread: a sandbox dies with the thread that started it, and virtual threads borrow
 * theirs.
 */
final class Executor implements Runnable {
    private static final Duration WAIT = Duration.ofSeconds(10);

    private final int number;
    private final ServerLink server;
    private final Handlers handlers;
    private final Path jobs;
    private final FetchedArtifacts artifacts;
    private final Undelivered undelivered;
    private final Runnable sessionLost;
    private final @Nullable Runnable afterOne;
    private long lastStarted;
    private boolean stopping;
    private @Nullable Thread claiming;
    private @Nullable RunningJob current;

    /**
     * @param afterOne what is done after its only job; null for one that goes on with others
     */
    Executor(
            int number,
            ServerLink server,
            Handlers handlers,
            Path jobs,
            FetchedArtifacts artifacts,
            Undelivered undelivered,
            Runnable sessionLost,
            @Nullable Runnable afterOne) {
        this.number = number;
        this.server = server;
        this.handlers = handlers;
        this.jobs = jobs;
        this.artifacts = artifacts;
        this.undelivered = undelivered;
        this.sessionLost = sessionLost;
        this.afterOne = afterOne;
    }

    @Override
    public void run() {
        try {
            var next = claim();
            while (!isStopping()) {
                if (next.isPresent()) {
                    next = work(next.get());
                    if (afterOne != null) {
                        afterOne.run();
                    }
                }
                if (next.isEmpty() && !isStopping()) {
                    next = claim();
                }
            }
        } catch (InterruptedException _) {
            // Stopped while it waited for a job.
        } catch (RefusedException e) {
            Say.error("The server refuses this agent: " + e.getMessage());
            sessionLost.run();
        } catch (IOException e) {
            if (!isStopping()) {
                Say.error("Executor " + number + " cannot go on: " + e);
                sessionLost.run();
            }
        }
    }

    /**
     * No further job. A build ends at once, unreported: its workspace goes with the agent. What
     * changes a host is finished.
     */
    synchronized void stop() {
        stopping = true;
        var job = current;
        if (job != null) {
            job.leave();
        } else if (claiming != null) {
            claiming.interrupt();
        }
    }

    private synchronized boolean isStopping() {
        return stopping;
    }

    private boolean goesOn() {
        return afterOne == null && !isStopping();
    }

    private Optional<Assignment> claim() throws IOException, InterruptedException {
        synchronized (this) {
            claiming = Thread.currentThread();
        }
        try {
            return Retry.until(this::isStopping, () -> server.claim(number, WAIT));
        } finally {
            synchronized (this) {
                claiming = null;
            }
        }
    }

    /** Answers with the job that the server gave for the report of this one. */
    private Optional<Assignment> work(Assignment assignment)
            throws IOException, InterruptedException {
        var folder = jobs.resolve(Long.toString(assignment.job()));
        Folders.delete(folder);
        try (var job = new RunningJob(server, assignment, folder, artifacts)) {
            begin(job);
            return deliver(job, assignment.spec(), job.masked(outcome(assignment, job)), folder);
        } finally {
            begin(null);
        }
    }

    private synchronized void begin(@Nullable RunningJob job) {
        current = job;
        if (job != null) {
            job.start();
            if (stopping) {
                job.leave();
            }
        }
    }

    /** A job that comes a second time was begun, and what came of it is not known any more. */
    private Outcome outcome(Assignment assignment, RunningJob job)
            throws IOException, InterruptedException {
        if (assignment.job() == lastStarted) {
            return handlers.failed(assignment.spec(), "the agent could not report what it did");
        }
        lastStarted = assignment.job();
        for (var note : assignment.notes()) {
            job.log().line(note);
        }
        return handlers.run(assignment.spec(), job);
    }

    private Optional<Assignment> deliver(RunningJob job, JobSpec spec, Outcome outcome, Path folder)
            throws IOException, InterruptedException {
        var report = new Report(job.fence(), outcome, job.cancelled() && !outcome.passed());
        if (!(spec instanceof JobSpec.RunBuild)) {
            undelivered.keep(folder, report);
        }
        var end = job.endLog();
        var next = job.isAbandoned() ? Optional.<Assignment>empty() : report(job, report.with(end));
        Folders.delete(folder);
        return next;
    }

    private Optional<Assignment> report(RunningJob job, Report report)
            throws IOException, InterruptedException {
        try {
            return Retry.until(
                    () -> job.isStopping() || job.isAbandoned(),
                    () ->
                            server.report(
                                    job.job(), report, goesOn() ? Integer.valueOf(number) : null));
        } catch (RefusedException e) {
            Say.error("Job " + job.job() + ": " + e.getMessage());
            return Optional.empty();
        }
    }
}
