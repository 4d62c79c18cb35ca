package dev.fairlead.code;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Counts a pack as it comes and tells in words; stops when it is to stop. */
final class PackProgress extends FilterInputStream {
    private static final int HEADER = 12;
    private static final int COUNT_AT = 8;

    private final byte[] header = new byte[HEADER];
    private long bytes;
    private boolean ended;
    private boolean stopped;

    PackProgress(InputStream in) {
        super(in);
    }

    /** Lets the next read fail. */
    synchronized void stop() {
        stopped = true;
    }

    /** Such as "12.4 MB of 10,233 objects received". */
    synchronized String words() {
        if (bytes < HEADER) {
            return "Waiting for the other server to gather the objects";
        }
        var objects = Integer.toUnsignedLong(ByteBuffer.wrap(header).getInt(COUNT_AT));
        return ended
                ? "Checking and storing %,d objects".formatted(objects)
                : "%.1f MB of %,d objects received".formatted(bytes / 1e6, objects);
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        requireGoing();
        var read = in.read(into, offset, length);
        count(into, offset, read);
        return read;
    }

    private synchronized void requireGoing() throws ImportFailed {
        if (stopped) {
            throw new ImportFailed("It was cancelled.");
        }
    }

    private synchronized void count(byte[] into, int offset, int read) {
        ended = read < 0;
        for (var i = 0; i < read && bytes + i < HEADER; i++) {
            header[(int) bytes + i] = into[offset + i];
        }
        bytes += Math.max(0, read);
    }
}
