package dev.fairlead.agent;

import dev.fairlead.protocol.Assignment;
import dev.fairlead.protocol.JobSpec.RunHostStep;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * The jobs that an executor does one after the other. What follows the last of them is asked for
 * while that one is under way, or the look right before it, where it is over in a moment: the
 * answer takes as long. Of what lasts nobody knows how it ends, nor who pauses meanwhile.
 */
final class Row {
    private final Deque<Assignment> left = new ArrayDeque<>();
    private final Asking server;
    private Assignment latest;
    private @Nullable Future<Optional<Assignment>> following;

    Row(Assignment first, Asking server) {
        this.server = server;
        latest = first;
        add(first);
    }

    /** What was queued to follow a job, with what follows that. */
    interface Asking {
        Optional<Assignment> next(Assignment last) throws IOException, InterruptedException;
    }

    private void add(Assignment first) {
        left.addLast(first);
        left.addAll(first.then());
    }

    /** The next of it, with those behind it that need nothing of it. */
    List<Assignment> next() {
        var group = new ArrayList<>(List.of(left.removeFirst()));
        while (!left.isEmpty()
                && group.getLast().spec().standsAlone()
                && left.getFirst().spec().standsAlone()) {
            group.add(left.removeFirst());
        }
        latest = group.getLast();
        if (left.size() <= 1 && isBrief(group)) {
            ask(left.isEmpty() ? latest : left.getFirst());
        }
        return List.copyOf(group);
    }

    /** A command may take long, and bytes that are brought; several are given that are there. */
    private static boolean isBrief(List<Assignment> group) {
        return group.size() > 1 || !(group.getLast().spec() instanceof RunHostStep);
    }

    private void ask(Assignment last) {
        if (following == null && last.spec().endsStage()) {
            var task = new FutureTask<>(() -> server.next(last));
            Thread.ofVirtual().name("what follows " + last.job()).start(task);
            following = task;
        }
    }

    /** Whether something is left to do, of the row or of what was queued to follow it. */
    boolean goesOn() throws InterruptedException {
        if (left.isEmpty()) {
            ask(latest);
            if (following != null) {
                answer(following).ifPresent(this::add);
                following = null;
            }
        }
        return !left.isEmpty();
    }

    /** Nothing where it did not come: what it was is taken back when the last one's end is told. */
    private static Optional<Assignment> answer(Future<Optional<Assignment>> following)
            throws InterruptedException {
        try {
            return following.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException) {
                return Optional.empty();
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
