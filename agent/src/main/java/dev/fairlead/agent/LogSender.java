package dev.fairlead.agent;

import dev.fairlead.protocol.Protocol;
import dev.fairlead.protocol.Report.LogEnd;
import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends a log while it grows: at most every 100 ms, or as soon as a chunk is full. What a job
 * writes that is over within half a second is told with its end, which saves most jobs near a host
 * a request. What was not acknowledged is sent again from the same offset, so the server neither
 * misses nor doubles a line.
 */
final class LogSender implements Runnable {
    private static final Duration GATHER = Duration.ofMillis(100);
    private static final Duration FIRST = Duration.ofMillis(500);

    private final ServerLink server;
    private final long job;
    private final long fence;
    private final FileLog log;
    private final BooleanSupplier stop;
    private final Runnable refused;
    private long sent;
    private boolean atEnd;

    LogSender(
            ServerLink server,
            long job,
            long fence,
            FileLog log,
            BooleanSupplier stop,
            Runnable refused) {
        this.server = server;
        this.job = job;
        this.fence = fence;
        this.log = log;
        this.stop = stop;
        this.refused = refused;
    }

    /** Sends while the log grows, and leaves its end to {@link #end}. */
    @Override
    public void run() {
        try {
            while (log.awaitMore(sent)) {
                log.awaitChunk(sent, Protocol.LOG_CHUNK, sent == 0 ? FIRST : GATHER);
                if (log.endsWithin(sent, Protocol.LOG_CHUNK)) {
                    break;
                }
                sendChunk();
            }
            atEnd = true;
        } catch (RefusedException _) {
            refused.run();
        } catch (IOException _) {
            // The server is away and we are to stop: the file keeps what was not sent.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * What {@link #run} left, once its thread has ended: null when nothing.
     *
     * @throws IOException when it could not send what comes before
     */
    @Nullable LogEnd end() throws IOException {
        if (!atEnd) {
            throw new IOException("the log of job " + job + " could not be sent");
        }
        var bytes = log.read(sent, Protocol.LOG_CHUNK);
        return bytes.length == 0 ? null : new LogEnd(sent, log.age(sent), bytes);
    }

    /** Sends until the log has ended and the server has all of it. */
    void send() throws IOException, InterruptedException {
        while (log.awaitMore(sent)) {
            log.awaitChunk(sent, Protocol.LOG_CHUNK, GATHER);
            sendChunk();
        }
    }

    private void sendChunk() throws IOException, InterruptedException {
        var offset = sent;
        var bytes = log.read(offset, Protocol.LOG_CHUNK);
        Retry.until(
                stop,
                () -> {
                    server.log(job, fence, offset, log.age(offset), bytes);
                    return true;
                });
        sent += bytes.length;
    }
}
