package dev.fairlead.fleet;

import dev.fairlead.blob.Blobs;
import dev.fairlead.work.Workers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Turns the rows of an ended log into one blob, but for short ones. Not done where the job ends: a
 * build's end would wait for a disk to sync bytes that already are safe. Nor right after it, when
 * the next step of a deployment wants the same disk and the same cores.
 */
@Component
class LogGatherer {
    private static final Duration LEFT_ALONE = Duration.ofSeconds(10);

    private final LogStore store;
    private final JobLogs logs;
    private final Blobs blobs;
    private final TransactionTemplate transaction;

    LogGatherer(
            LogStore store,
            JobLogs logs,
            Blobs blobs,
            TransactionTemplate transaction,
            Workers workers) {
        this.store = store;
        this.logs = logs;
        this.blobs = blobs;
        this.transaction = transaction;
        workers.loop("gather-logs", "gather-logs", Duration.ofSeconds(1), this::gatherOne);
    }

    /** Gathers one log; false when none is left. */
    boolean gatherOne() {
        var found =
                transaction.execute(_ -> {
                    var job = store.toGather(LEFT_ALONE);
                    job.ifPresent(this::gather);
                    return job.isPresent();
                });
        return Boolean.TRUE.equals(found);
    }

    private void gather(long job) {
        var head = store.head(job).orElseThrow();
        try (var lines = new LineIndex(logs.rows(job, head, 0))) {
            var blob = blobs.store(lines, head.bytes());
            var times = store.times(job, 0, Long.MAX_VALUE);
            store.gathered(job, blob.sha256(), lines.marks(), times);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
