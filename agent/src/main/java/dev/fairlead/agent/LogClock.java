package dev.fairlead.agent;

import java.time.Duration;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Remembers when the bytes of a log were written, to a tenth of a second, until their age was asked
 * for: offsets are asked in ascending order.
 */
final class LogClock {
    private static final Duration EVERY = Duration.ofMillis(100);

    /**
     * What is kept of a log that nobody asks about; what is written after is as old as the last.
     */
    private static final int MOST = 10_000;

    /** The system's nanoseconds by the offset that was written then. */
    private final NavigableMap<Long, Long> marks = new TreeMap<>();

    void mark(long offset) {
        var last = marks.lastEntry();
        var now = System.nanoTime();
        if (last == null || (now - last.getValue() >= EVERY.toNanos() && marks.size() < MOST)) {
            marks.put(offset, now);
        }
    }

    /** In milliseconds; 0 for a log that another process wrote. */
    long age(long offset) {
        var written = marks.floorEntry(offset);
        if (written == null) {
            return 0;
        }
        marks.headMap(written.getKey(), false).clear();
        return Duration.ofNanos(System.nanoTime() - written.getValue()).toMillis();
    }
}
