package dev.fairlead.agent;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Remembers when the bytes of a log were written, to a tenth of a second, until their age was asked
 * for: offsets are asked in ascending order.
 */
final class LogClock {
    private static final Duration EVERY = Duration.ofMillis(100);

    /** What is kept of a log that nobody asks about; then marks are further apart. */
    private static final int MOST = 10_000;

    private record Mark(long offset, long nanos) {}

    private final Deque<Mark> marks = new ArrayDeque<>();

    void mark(long offset) {
        var last = marks.peekLast();
        var now = System.nanoTime();
        if (last == null || (now - last.nanos() >= EVERY.toNanos() && marks.size() < MOST)) {
            marks.addLast(new Mark(offset, now));
        }
    }

    /** In milliseconds; 0 for a log that another process wrote. */
    long age(long offset) {
        var at = marks.peekFirst();
        while (at != null && !marks.isEmpty() && marks.peekFirst().offset() <= offset) {
            at = marks.pollFirst();
        }
        if (at == null) {
            return 0;
        }
        marks.addFirst(at);
        return Duration.ofNanos(System.nanoTime() - at.nanos()).toMillis();
    }
}
