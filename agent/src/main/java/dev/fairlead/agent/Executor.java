package dev.fairlead.agent;

import dev.fairlead.protocol.Assignment;
import dev.fairlead.protocol.JobSpec.ObserveHost;
import dev.fairlead.protocol.Outcome;
import dev.fairlead.protocol.Outcome.HostObserved;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
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
    private final Reports reports;
    private final Runnable sessionLost;
    private final @Nullable Runnable afterOne;
    private final Set<Long> started = new HashSet<>();
    private final Set<RunningJob> open = new LinkedHashSet<>();
    private boolean stopping;
    private @Nullable Thread claiming;

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
        reports = new Reports(server, undelivered);
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
        open.forEach(RunningJob::leave);
        if (open.isEmpty() && claiming != null) {
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

    /**
     * Does a job and those that follow it, as far as each ends well: how one ended is told while
     * the next is under way. Answers with the job that the server gave for the last report.
     */
    private Optional<Assignment> work(Assignment first) throws IOException, InterruptedException {
        if (!started.contains(first.job())) {
            started.clear();
        }
        try (var telling = new Telling()) {
            var job = begin(first, null);
            for (var next : first.then()) {
                var outcome = job.masked(outcome(job));
                if (!leadsOn(job, outcome) || job.isLast() || telling.isRefused()) {
                    return telling.last(job, outcome);
                }
                telling.meanwhile(job, outcome);
                job = begin(next, job);
            }
            return telling.last(job, job.masked(outcome(job)));
        }
    }

    private static boolean leadsOn(RunningJob job, Outcome outcome) {
        return outcome.passed()
                && !(job.spec() instanceof ObserveHost asked
                        && asked.expected() != null
                        && outcome instanceof HostObserved told
                        && !asked.expected().against(asked.host(), told).isEmpty());
    }

    private RunningJob begin(Assignment assignment, @Nullable RunningJob before)
            throws IOException {
        var folder = jobs.resolve(Long.toString(assignment.job()));
        Folders.delete(folder);
        var job = new RunningJob(server, assignment, folder, artifacts, before);
        synchronized (this) {
            open.add(job);
            job.start();
            if (stopping) {
                job.leave();
            }
        }
        return job;
    }

    private void end(RunningJob job) throws IOException {
        synchronized (this) {
            open.remove(job);
        }
        job.close();
    }

    /** A job that comes a second time was begun, and what came of it is not known any more. */
    private Outcome outcome(RunningJob job) throws IOException, InterruptedException {
        var assignment = job.assignment();
        if (!started.add(assignment.job())) {
            return handlers.failed(assignment.spec(), "the agent could not report what it did");
        }
        for (var note : assignment.notes()) {
            job.log().line(note);
        }
        return handlers.run(assignment.spec(), job);
    }

    /** What is told of one job and those that follow it, in the order in which they ended. */
    private final class Telling implements AutoCloseable {
        private @Nullable RunningJob before;
        private @Nullable Future<?> told;

        /** While the next of them is under way. */
        void meanwhile(RunningJob job, Outcome outcome) {
            var first = told;
            var task =
                    new FutureTask<>(() -> {
                        try {
                            var report = reports.of(job, outcome, true);
                            await(first);
                            reports.deliver(job, report, null);
                        } finally {
                            end(job);
                        }
                        return null;
                    });
            before = job;
            told = task;
            Thread.ofVirtual().name("report " + job.job()).start(task);
        }

        /** And answers with what is to be done after it. */
        Optional<Assignment> last(RunningJob job, Outcome outcome)
                throws IOException, InterruptedException {
            try {
                var report = reports.of(job, outcome, false);
                await(told);
                return reports.deliver(job, report, goesOn() ? Integer.valueOf(number) : null);
            } finally {
                end(job);
            }
        }

        /** Whether the server did not take what was told last: then nothing more is begun. */
        boolean isRefused() {
            return before != null && before.isAbandoned();
        }

        @Override
        public void close() throws IOException {
            for (var job : left()) {
                end(job);
            }
        }

        private List<RunningJob> left() {
            synchronized (Executor.this) {
                return List.copyOf(open);
            }
        }

        private static void await(@Nullable Future<?> told)
                throws IOException, InterruptedException {
            if (told == null) {
                return;
            }
            try {
                told.get();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
            }
        }
    }
}
