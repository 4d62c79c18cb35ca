package dev.fairlead.agent.limit;

import dev.fairlead.agent.Launcher;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/**
 * Shells that stand in the groups of jobs to come. The kernel lets a process into a group after
 * many milliseconds of waiting, which no job needs to see: while one runs, a shell for the next
 * goes in and waits to be told what to become.
 */
final class ReadyShells implements AutoCloseable {
    /** Groups that bound nothing yet, and the shell in them. */
    record Ready(JobGroup group, Process shell) {
        void end() throws IOException {
            shell.destroyForcibly();
            group.remove();
        }
    }

    /** Makes the next group, under a name that none had before. */
    interface Maker {
        JobGroup make() throws IOException;
    }

    private final Maker maker;
    private final Deque<Ready> ready = new ArrayDeque<>();

    /** One platform thread for as long as the agent lives: a sandbox dies with its starter. */
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    task -> Thread.ofPlatform().daemon().name("ready").unstarted(task));

    private int wanted;
    private int coming;

    ReadyShells(Maker maker) {
        this.maker = maker;
    }

    synchronized Optional<Ready> take() {
        var taken = ready.poll();
        if (taken == null || taken.shell().isAlive()) {
            return Optional.ofNullable(taken);
        }
        forget(taken);
        return Optional.empty();
    }

    private static void forget(Ready dead) {
        try {
            dead.end();
        } catch (IOException _) {
            // It is empty, and the agent's next start removes it.
        }
    }

    /** Has as many of them come as jobs run at once. */
    synchronized void want(int jobs) {
        wanted = Math.max(wanted, jobs);
        while (ready.size() + coming < wanted) {
            coming++;
            try {
                thread.execute(this::comeOne);
            } catch (RejectedExecutionException _) {
                return; // it ends
            }
        }
    }

    private void comeOne() {
        try {
            var next = next();
            synchronized (this) {
                if (!thread.isShutdown()) {
                    ready.add(next);
                    return;
                }
            }
            next.end();
        } catch (IOException _) {
            // The next job starts its own, and tells what is wrong.
        } finally {
            synchronized (this) {
                coming--;
            }
        }
    }

    private Ready next() throws IOException {
        var group = maker.make();
        return new Ready(group, Launcher.start(Doors.wait(group), Path.of("/"), Map.of()));
    }

    @Override
    public void close() throws IOException {
        List<Ready> left;
        synchronized (this) {
            thread.shutdown();
            left = List.copyOf(ready);
            ready.clear();
        }
        for (var one : left) {
            one.end();
        }
    }
}
