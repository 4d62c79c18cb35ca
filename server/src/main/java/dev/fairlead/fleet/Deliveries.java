package dev.fairlead.fleet;

import dev.fairlead.blob.Blobs;
import dev.fairlead.problem.Problem;
import dev.fairlead.protocol.Protocol;
import dev.fairlead.protocol.StoredFile;
import dev.fairlead.work.Signals;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What agents deliver while they work: log and files, each taken once however often it comes. */
@Component
public class Deliveries {
    /** Bytes of log of one job, whatever its plan allows. */
    static final long MOST_LOG = (256L << 20) + Protocol.LOG_CHUNK;

    /** Bytes of one file. */
    static final long MOST_FILE = 1L << 30;

    private static final int MOST_FILES = 1_000;
    private static final int LONGEST_NAME = 500;

    private final JobStore jobs;
    private final LogStore logs;
    private final FileStore files;
    private final Refusals refusals;
    private final Blobs blobs;
    private final Signals signals;

    Deliveries(
            JobStore jobs,
            LogStore logs,
            FileStore files,
            Refusals refusals,
            Blobs blobs,
            Signals signals) {
        this.jobs = jobs;
        this.logs = logs;
        this.files = files;
        this.refusals = refusals;
        this.blobs = blobs;
        this.signals = signals;
    }

    /**
     * Appends whole lines to a log; what it already holds from the offset on is skipped.
     *
     * @param age how long ago the first of the lines was written
     * @throws Problem 409 when the holder does not hold the job, or bytes before the offset are
     *     missing
     */
    public void log(Holder holder, long job, long fence, long offset, Duration age, byte[] bytes) {
        refusals.inTransaction(
                holder,
                job,
                fence,
                "log",
                () -> {
                    var head = logs.lock(holder, job, fence).orElseThrow(Refusals.Mismatch::new);
                    append(job, fence, head, offset, age, bytes);
                });
    }

    /**
     * The same in the current transaction, of a job that its holder holds.
     *
     * @param head of the log, with the job's row locked
     */
    void append(long job, long fence, LogStore.Head head, long offset, Duration age, byte[] bytes) {
        if (bytes.length == 0 || bytes[bytes.length - 1] != '\n') {
            throw Problem.invalid(
                    "body", "A chunk of log is not empty and ends with a line's end.");
        }
        if (bytes.length > Protocol.LOG_CHUNK) {
            throw Problem.tooLarge(
                    "A chunk of log holds at most %d bytes.".formatted(Protocol.LOG_CHUNK));
        }
        appendFresh(job, fence, head, offset, age, bytes);
        signals.raise(Jobs.logTopic(job));
    }

    /** Stores a file under a name; again with the same bytes is the same file. */
    public StoredFile file(Holder holder, long job, long fence, String name, InputStream bytes)
            throws IOException {
        checkName(name);
        refusals.inTransaction(
                holder, job, fence, "a file", () -> requireHeld(holder, jobs.find(job), fence));
        var blob = blobs.store(bytes, MOST_FILE);
        var file = new StoredFile(name, blob.sha256(), blob.size());
        refusals.inTransaction(
                holder,
                job,
                fence,
                "a file",
                () -> {
                    requireHeld(holder, jobs.lock(job), fence);
                    keep(job, file);
                });
        return file;
    }

    private static void requireHeld(Holder holder, Optional<JobRow> row, long fence) {
        if (row.filter(found -> Refusals.holds(holder, fence, found)).isEmpty()) {
            throw new Refusals.Mismatch();
        }
    }

    private void appendFresh(
            long job, long fence, LogStore.Head head, long offset, Duration age, byte[] bytes) {
        var known = head.bytes() - offset;
        if (known < 0) {
            throw Problem.conflict(
                    "The log of job %d holds %d bytes; bytes from %d on leave a hole."
                            .formatted(job, head.bytes(), offset));
        }
        if (known >= bytes.length) {
            return;
        }
        var fresh = Arrays.copyOfRange(bytes, (int) known, bytes.length);
        if (head.bytes() + fresh.length > MOST_LOG) {
            throw Problem.tooLarge(
                    "The log of job %d would pass the limit of %d bytes.".formatted(job, MOST_LOG));
        }
        var lines = 0;
        for (var b : fresh) {
            lines += b == '\n' ? 1 : 0;
        }
        var past = Duration.ofMillis(Ago.millis(age.toMillis()));
        logs.append(job, fence, head, lines, fresh, past);
    }

    private void keep(long job, StoredFile file) {
        var kept = files.of(job);
        var same = kept.stream().filter(k -> k.name().equals(file.name())).findFirst();
        if (same.isPresent()) {
            if (!same.get().equals(file)) {
                throw Problem.conflict(
                        "Job %d has already stored other bytes as %s.".formatted(job, file.name()));
            }
            return;
        }
        if (kept.size() >= MOST_FILES) {
            throw Problem.tooLarge("A job stores at most %d files.".formatted(MOST_FILES));
        }
        files.insert(job, file);
    }

    private static void checkName(String name) {
        if (name.isBlank()
                || name.length() > LONGEST_NAME
                || name.chars().anyMatch(Character::isISOControl)) {
            throw Problem.invalid(
                    "name",
                    "A file's name is 1 to %d characters without control characters."
                            .formatted(LONGEST_NAME));
        }
    }
}
