package dev.fairlead.fleet;

import dev.fairlead.blob.Blobs;
import dev.fairlead.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads logs, wherever they lie at the moment. */
@Component
class JobLogs {
    private static final int MOST_LINES = 10_000;

    private final LogStore store;
    private final Blobs blobs;
    private final TransactionTemplate snapshot;

    JobLogs(LogStore store, Blobs blobs, PlatformTransactionManager transactions) {
        this.store = store;
        this.blobs = blobs;
        // One state of the rows: a log must not be gathered between two looks at it.
        snapshot = new TransactionTemplate(transactions);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        snapshot.setReadOnly(true);
    }

    /** Lines from one on; a negative number counts from the log's end. */
    Jobs.LogPart part(long job, long firstLine, int limit) {
        var most = Math.clamp(limit, 1, MOST_LINES);
        return snapshot.execute(_ -> {
            var head = store.head(job).orElseThrow(() -> Jobs.noSuch(job));
            var from = firstLine < 0 ? Math.max(0, head.lines() + firstLine) : firstLine;
            var lines = lines(job, head, from, Math.min(from + most, head.lines()));
            var next = from + lines.size();
            var complete = head.state().isTerminal() && next >= head.lines();
            var times = times(job, head, from, next);
            return new Jobs.LogPart(from, lines, next, complete, head.lines(), times);
        });
    }

    /** One instant per line, that of its chunk; empty where nobody noted them. */
    private List<Instant> times(long job, LogStore.Head head, long from, long before) {
        var noted =
                head.blob() == null && from < before
                        ? store.times(job, from, before)
                        : head.times();
        var times = new ArrayList<Instant>();
        var mark = 0;
        for (var line = from; line < before && !noted.isEmpty(); line++) {
            while (mark + 2 < noted.size() && noted.get(mark + 2) <= line) {
                mark += 2;
            }
            times.add(Instant.ofEpochMilli(noted.get(mark + 1)));
        }
        return times;
    }

    /** The numbers of lines that hold the text in any case, from one on, at most so many. */
    List<Long> search(long job, String text, int limit) {
        return snapshot.execute(_ -> {
            var head = store.head(job).orElseThrow(() -> Jobs.noSuch(job));
            try (var all = open(job, head)) {
                return new LineSearch(text, limit).in(all);
            } catch (IOException e) {
                throw Problem.unavailable("The log of job " + job + " cannot be read: " + e);
            }
        });
    }

    void write(long job, OutputStream out) throws IOException {
        try {
            snapshot.executeWithoutResult(_ -> {
                var head = store.head(job).orElseThrow(() -> Jobs.noSuch(job));
                try (var all = open(job, head)) {
                    all.transferTo(out);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    void letGo(long job) {
        store.letGo(job);
    }

    /** The rows of a log from one on as one stream, a chunk in memory at a time. */
    InputStream rows(long job, LogStore.Head head, long from) {
        return new ChunkStream(
                from, head.chunks(), sequence -> store.bytes(job, sequence).orElseThrow());
    }

    private InputStream open(long job, LogStore.Head head) throws IOException {
        var blob = head.blob();
        return blob == null ? rows(job, head, 0) : blobs.open(blob);
    }

    private List<String> lines(long job, LogStore.Head head, long from, long before) {
        if (from >= before) {
            return List.of();
        }
        var reader = new LineReader(from, before);
        var blob = head.blob();
        if (blob == null) {
            var place = store.place(job, from).orElseThrow();
            return reader.read(rows(job, head, place.sequence()), place.firstLine());
        }
        var mark = Math.toIntExact(from / LineIndex.EVERY);
        try (var in = blobs.open(blob)) {
            in.skipNBytes(head.index().get(mark));
            return reader.read(in, (long) mark * LineIndex.EVERY);
        } catch (IOException e) {
            throw Problem.unavailable("The log of job " + job + " cannot be read: " + e);
        }
    }
}
