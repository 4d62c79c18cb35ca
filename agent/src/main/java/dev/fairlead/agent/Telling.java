package dev.fairlead.agent;

import dev.fairlead.protocol.Assignment;
import dev.fairlead.protocol.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is told of one job and those that follow it, in the order in which they ended, while the
 * next of them is under way. Ends that come within a moment are told in one message: most of what a
 * message costs is not what it says.
 */
final class Telling {
    private static final Duration MOMENT = Duration.ofMillis(120);

    private final Reports reports;
    private final Consumer<RunningJob> end;
    private final List<Ended> waiting = new ArrayList<>();
    private @Nullable RunningJob latest;
    private @Nullable Future<?> sending;
    private boolean idle = true; // it stays false once a message could not be sent
    private boolean hurry;

    /**
     * @param end what is done with a job that was told
     */
    Telling(Reports reports, Consumer<RunningJob> end) {
        this.reports = reports;
        this.end = end;
    }

    /** One end, which may have to be written to a disk first. */
    private record Ended(RunningJob job, Future<Reports.Kept> kept, long at) {}

    /**
     * While the next of them is under way.
     *
     * @param at when it ended, in nanoseconds of this JVM
     */
    synchronized void meanwhile(RunningJob job, Outcome outcome, long at) {
        latest = job;
        waiting.add(ended(job, outcome, at, true));
        if (idle) {
            idle = false;
            sending =
                    started(
                            "reports after " + job.job(),
                            () -> {
                                for (var some = next(); !some.isEmpty(); some = next()) {
                                    deliver(some, null);
                                }
                            });
        }
    }

    /**
     * And answers with what is to be done after it.
     *
     * @param executor which would go on with another job; null for none
     */
    Optional<Assignment> last(RunningJob job, Outcome outcome, long at, @Nullable Integer executor)
            throws IOException, InterruptedException {
        var ended = ended(job, outcome, at, false);
        try {
            var others = hurried();
            if (others != null) {
                await(others);
            }
        } catch (IOException | InterruptedException e) {
            end.accept(job);
            throw e;
        }
        var rest = new ArrayList<>(waiting);
        rest.add(ended);
        return deliver(rest, executor);
    }

    /** Whether the server did not take what was told last: then nothing more is begun. */
    synchronized boolean isRefused() {
        return latest != null && latest.isAbandoned();
    }

    private Ended ended(RunningJob job, Outcome outcome, long at, boolean goesOn) {
        var kept = new FutureTask<>(() -> reports.of(job, outcome, goesOn));
        Thread.ofVirtual().name("report " + job.job()).start(kept);
        return new Ended(job, kept, at);
    }

    /** What waits, a moment after the first of it came; nothing once it is left to the last. */
    private synchronized List<Ended> next() throws InterruptedException {
        while (!hurry && !waiting.isEmpty()) {
            var left = waiting.getFirst().at() + MOMENT.toNanos() - System.nanoTime();
            if (left <= 0) {
                var all = List.copyOf(waiting);
                waiting.clear();
                return all;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        idle = true;
        return List.of();
    }

    private synchronized @Nullable Future<?> hurried() {
        hurry = true;
        notifyAll();
        return sending;
    }

    private Optional<Assignment> deliver(List<Ended> some, @Nullable Integer executor)
            throws IOException, InterruptedException {
        try {
            var all = new ArrayList<Reports.Kept>();
            for (var one : some) {
                all.add(await(one.kept()).since(one.at()));
            }
            return reports.deliver(all, executor);
        } finally {
            some.forEach(one -> end.accept(one.job()));
        }
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private static Future<?> started(String name, Work work) {
        var task =
                new FutureTask<@Nullable Void>(() -> {
                    work.run();
                    return null;
                });
        Thread.ofVirtual().name(name).start(task);
        return task;
    }

    /** Of something that fails only as work for the server and its hosts does. */
    static <T> T await(Future<T> result) throws IOException, InterruptedException {
        try {
            return result.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        }
    }
}
