package dev.fairlead.protocol;

import org.jspecify.annotations.Nullable;

/**
 * How a job ended.
 *
 * @param cancelled whether the agent ended it because it was asked to
 * @param log the end of its log that was not sent before; null for none
 * @param goesOn whether the job that follows it is begun now
 * @param ageMillis how long ago it ended; null for just now
 * @param tookMillis how long before its end it was begun; null where nobody knows any more
 */
public record Report(
        long fence,
        Outcome outcome,
        boolean cancelled,
        @Nullable LogEnd log,
        boolean goesOn,
        @Nullable Long ageMillis,
        @Nullable Long tookMillis) {
    /**
     * The last whole lines of a log, so that a short one costs no message of its own.
     *
     * @param offset where they begin, in bytes
     * @param ageMillis how long ago the first of them was written
     * @param bytes at most {@link Protocol#LOG_CHUNK}, ending with a line's end
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares ends of logs
    public record LogEnd(long offset, long ageMillis, byte[] bytes) {}

    public Report(long fence, Outcome outcome, boolean cancelled) {
        this(fence, outcome, cancelled, null, false, null, null);
    }

    /** Of a job that another follows. */
    public Report(long fence, Outcome outcome, boolean cancelled, boolean goesOn) {
        this(fence, outcome, cancelled, null, goesOn, null, null);
    }

    public Report with(@Nullable LogEnd end) {
        return new Report(fence, outcome, cancelled, end, goesOn, ageMillis, tookMillis);
    }

    /** The same, told so long after the end, and after it had taken so long. */
    public Report timed(@Nullable Long millis, @Nullable Long took) {
        return new Report(fence, outcome, cancelled, log, goesOn, millis, took);
    }

    /** What is the same however often and whenever it is told. */
    public Report told() {
        return with(null).timed(null, null);
    }
}
