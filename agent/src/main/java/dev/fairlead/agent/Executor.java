package dev.fairlead.agent;

import dev.fairlead.protocol.Assignment;
import dev.fairlead.protocol.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
    private final Set<Long> started = ConcurrentHashMap.newKeySet();
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
     * A job of a row that ended.
     *
     * @param at when, in nanoseconds of this JVM
     */
    private record Done(RunningJob job, Outcome outcome, long at) {}

    /**
     * Does a job and those that follow it, as far as each ends well: how one ended is told while
     * the next is under way. Answers with the job that the server gave for the last report.
     */
    private Optional<Assignment> work(Assignment first) throws IOException, InterruptedException {
        if (!started.contains(first.job())) {
            started.clear();
        }
        var telling = new Telling(reports, this::end);
        var row = new Row(first, last -> server.next(last.job(), last.fence(), number));
        RunningJob before = null;
        try {
            while (true) {
                var group = begin(row.next(), before);
                before = group.getLast();
                for (var one : done(group)) {
                    var goesOn = leadsOn(one) && (one.job() != before || row.goesOn());
                    if (!goesOn || telling.isRefused()) {
                        return telling.last(one.job(), one.outcome(), one.at(), asking());
                    }
                    telling.meanwhile(one.job(), one.outcome(), one.at());
                }
            }
        } finally {
            left().forEach(this::end);
        }
    }

    private static boolean leadsOn(Done one) {
        return one.job().spec().leadsOn(one.outcome()) && !one.job().isLast();
    }

    private List<RunningJob> begin(List<Assignment> group, @Nullable RunningJob before)
            throws IOException {
        var jobs = new ArrayList<RunningJob>();
        for (var one : group) {
            jobs.add(begin(one, jobs.isEmpty() ? before : jobs.getLast()));
        }
        return jobs;
    }

    /** All at the same time. */
    private List<Done> done(List<RunningJob> jobs) throws IOException, InterruptedException {
        var tasks = jobs.stream().map(job -> new FutureTask<>(() -> outcome(job))).toList();
        for (int i = 1; i < jobs.size(); i++) {
            Thread.ofVirtual().name("job " + jobs.get(i).job()).start(tasks.get(i));
        }
        tasks.getFirst().run();
        var done = new ArrayList<Done>();
        for (int i = 0; i < jobs.size(); i++) {
            var outcome = Telling.await(tasks.get(i));
            done.add(new Done(jobs.get(i), outcome, System.nanoTime()));
        }
        return done;
    }

    private synchronized List<RunningJob> left() {
        return List.copyOf(open);
    }

    /** This one, where it would go on with another job; null else. */
    private @Nullable Integer asking() {
        return afterOne == null && !isStopping() ? Integer.valueOf(number) : null;
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

    private void end(RunningJob job) {
        synchronized (this) {
            open.remove(job);
        }
        try {
            job.close();
        } catch (IOException e) {
            Say.error("The log of job " + job.job() + " could not be closed: " + e.getMessage());
        }
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
        return job.masked(handlers.run(assignment.spec(), job));
    }
}
