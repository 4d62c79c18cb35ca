package dev.fairlead.agent;

import dev.fairlead.agent.mask.Mask;
import dev.fairlead.agent.mask.Masks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A log that grows in a file, so that a server that is away costs no memory. The file comes into
 * being with the first byte.
 */
final class FileLog implements JobLog, AutoCloseable {
    private static final int LONGEST_LINE = 16 * 1024;

    private final Path file;
    private final long limit;
    private final Mask mask;
    private @Nullable FileChannel channel;
    private long size;
    private long whole;
    private long lines;
    private int column;
    private boolean ended;
    private final LogClock clock = new LogClock();

    FileLog(Path file, long limit) {
        this(file, limit, Masks.NONE);
    }

    /** Whoever writes into it, none of the secrets gets there. */
    FileLog(Path file, long limit, Masks masks) {
        this.file = file;
        this.limit = limit;
        mask = masks.stream(this::append);
    }

    /** The log that an earlier process wrote to its end; without a file it is empty. */
    static FileLog reopen(Path file) throws IOException {
        var log = new FileLog(file, 0);
        log.whole = Files.exists(file) ? Files.size(file) : 0;
        log.ended = true;
        return log;
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        clock.mark(size);
        mask.write(bytes, offset, length);
        notifyAll();
    }

    private synchronized void append(byte[] bytes, int offset, int length) throws IOException {
        var room = (int) Math.min(length, Math.max(0, limit - size));
        var start = offset;
        for (var i = offset; i < offset + room; i++) {
            column++;
            if (bytes[i] == '\n') {
                newLine(i - start + 1);
            } else if (column >= LONGEST_LINE) {
                put(bytes, start, i - start + 1);
                start = i + 1;
                endLine();
            }
        }
        put(bytes, start, offset + room - start);
        if (room < length) {
            throw new LogLimitException(limit);
        }
    }

    @Override
    public void line(String text) throws IOException {
        var bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
        write(bytes, 0, bytes.length);
    }

    @Override
    public synchronized long lines() {
        flush();
        return lines;
    }

    /** Whoever counts lines or ends the log has nothing to add to what is held back. */
    private void flush() {
        try {
            mask.flush();
        } catch (LogLimitException _) {
            // Whoever writes next is told.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends an open line, so that what comes next has a line of its own. */
    private void endLine() throws IOException {
        if (column > 0) {
            newLine(1);
            put(new byte[] {'\n'}, 0, 1);
        }
    }

    /** Nothing more comes. */
    synchronized void end() throws IOException {
        flush();
        endLine();
        ended = true;
        notifyAll();
    }

    /**
     * Waits for whole lines past the offset.
     *
     * @return false when the log has ended there
     */
    synchronized boolean awaitMore(long offset) throws InterruptedException {
        while (whole <= offset && !ended) {
            wait();
        }
        return whole > offset;
    }

    /** Gives a chunk some time to fill. */
    synchronized void awaitChunk(long offset, int size, Duration atMost)
            throws InterruptedException {
        var end = System.nanoTime() + atMost.toNanos();
        while (whole - offset < size && !ended) {
            var left = Duration.ofNanos(end - System.nanoTime()).toMillis();
            if (left <= 0) {
                return;
            }
            wait(left);
        }
    }

    /** How long ago, in milliseconds, the byte at the offset was written. */
    synchronized long age(long offset) {
        return clock.age(offset);
    }

    /** Whether it has ended and no more than {@code size} bytes lie past the offset. */
    synchronized boolean endsWithin(long offset, int size) {
        return ended && whole - offset <= size;
    }

    /** Whole lines from the offset on, as many as fit. */
    synchronized byte[] read(long offset, int most) throws IOException {
        if (whole <= offset) {
            return new byte[0];
        }
        var bytes = ByteBuffer.allocate((int) Math.min(most, whole - offset));
        while (bytes.hasRemaining()) {
            if (channel().read(bytes, offset + bytes.position()) < 0) {
                throw new IOException("the log file " + file + " was cut");
            }
        }
        var array = bytes.array();
        var length = array.length;
        while (length > 0 && array[length - 1] != '\n') {
            length--;
        }
        return Arrays.copyOf(array, length);
    }

    @Override
    public synchronized void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }

    private void newLine(int pending) {
        whole = size + pending;
        lines++;
        column = 0;
    }

    private void put(byte[] bytes, int offset, int length) throws IOException {
        var buffer = ByteBuffer.wrap(bytes, offset, length);
        while (buffer.hasRemaining()) {
            size += channel().write(buffer, size);
        }
    }

    private FileChannel channel() throws IOException {
        var open = channel;
        if (open == null) {
            open =
                    FileChannel.open(
                            file,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            channel = open;
        }
        return open;
    }
}
