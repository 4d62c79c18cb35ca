package dev.fairlead.fleet;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongFunction;

/** Chunks by their number, read one after the other with one in memory at a time. */
final class ChunkStream extends InputStream {
    private final LongFunction<byte[]> chunks;
    private final long end;
    private long next;
    private byte[] chunk = new byte[0];
    private int position;

    ChunkStream(long first, long end, LongFunction<byte[]> chunks) {
        this.chunks = chunks;
        this.end = end;
        next = first;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        while (position == chunk.length) {
            if (next == end) {
                return -1;
            }
            chunk = chunks.apply(next++);
            position = 0;
        }
        var count = Math.min(length, chunk.length - position);
        System.arraycopy(chunk, position, buffer, offset, count);
        position += count;
        return count;
    }
}
