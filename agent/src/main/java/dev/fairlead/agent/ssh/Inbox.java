package dev.fairlead.agent.ssh;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What a channel brings, until somebody takes it. Filled by the client's threads. */
final class Inbox extends OutputStream {
    /** More than the longest answer; a host that says more is not what it should be. */
    private static final int MOST = 16 << 20;

    private final Deque<byte[]> chunks = new ArrayDeque<>();
    private int taken;
    private int held;
    private boolean finished;
    private @Nullable String ended;

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        if (held + length > MOST) {
            throw new IOException("an answer of more than " + MOST + " bytes");
        }
        var chunk = new byte[length];
        System.arraycopy(bytes, offset, chunk, 0, length);
        chunks.add(chunk);
        held += length;
        notifyAll();
    }

    /** Nothing more comes. */
    synchronized void end(String why) {
        if (ended == null) {
            ended = why;
        }
        notifyAll();
    }

    /** The other side has said all, and closed. */
    synchronized void finish() {
        finished = true;
        end("it closed");
    }

    synchronized @Nullable String ended() {
        return ended;
    }

    /**
     * A line without its end, or null when none came in that time.
     *
     * @throws IOException when nothing more comes
     */
    synchronized @Nullable String line(Duration patience) throws IOException, InterruptedException {
        if (!await(() -> indexOfNewline() >= 0, patience)) {
            return null;
        }
        var line = new String(take(indexOfNewline()), StandardCharsets.UTF_8);
        take(1);
        return line;
    }

    /** So many bytes, or as many of them as are there: one at least, or null after that time. */
    synchronized byte @Nullable [] bytes(int most, Duration patience)
            throws IOException, InterruptedException {
        return await(() -> held > 0, patience) ? take(Math.min(most, held)) : null;
    }

    /**
     * All that the other side had to say, once it has said it.
     *
     * @throws IOException when it ended before, said more than that, or took longer
     */
    synchronized byte[] all(int most, Duration patience) throws IOException, InterruptedException {
        if (!await(() -> finished || held > most, patience)) {
            throw new IOException("no answer within " + patience.toSeconds() + " s");
        }
        if (held > most) {
            throw new IOException("an answer of more than " + most + " bytes");
        }
        return take(held);
    }

    private synchronized boolean await(BooleanSupplier there, Duration patience)
            throws IOException, InterruptedException {
        var deadline = System.nanoTime() + patience.toNanos();
        while (!there.getAsBoolean()) {
            if (ended != null) {
                throw new IOException(ended);
            }
            var left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    private int indexOfNewline() {
        var at = 0;
        var from = taken;
        for (var chunk : chunks) {
            for (int i = from; i < chunk.length; i++, at++) {
                if (chunk[i] == '\n') {
                    return at;
                }
            }
            from = 0;
        }
        return -1;
    }

    private byte[] take(int count) {
        var out = new ByteArrayOutputStream(count);
        while (out.size() < count) {
            var chunk = chunks.getFirst();
            var n = Math.min(count - out.size(), chunk.length - taken);
            out.write(chunk, taken, n);
            taken += n;
            if (taken == chunk.length) {
                chunks.removeFirst();
                taken = 0;
            }
        }
        held -= count;
        return out.toByteArray();
    }
}
