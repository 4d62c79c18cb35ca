package dev.fairlead.agent.build;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Tells a whole tar from one that was cut: a whole one ends with two blocks of zeros, which readers
 * of tars do not ask for.
 */
final class WholeTar extends FilterInputStream {
    private static final int END = 1024;

    private int zeros;

    WholeTar(InputStream in) {
        super(in);
    }

    /**
     * Reads to the end.
     *
     * @throws IOException when the tar was cut
     */
    void requireEnd() throws IOException {
        var rest = new byte[8 * 1024];
        while (read(rest, 0, rest.length) >= 0) {
            // Counted as it passes.
        }
        if (zeros < END) {
            throw new IOException("the source was cut on its way");
        }
    }

    @Override
    public int read() throws IOException {
        var b = in.read();
        if (b >= 0) {
            zeros = b == 0 ? zeros + 1 : 0;
        }
        return b;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        var count = in.read(buffer, offset, length);
        var trailing = 0;
        while (trailing < count && buffer[offset + count - 1 - trailing] == 0) {
            trailing++;
        }
        if (count > 0) {
            zeros = trailing == count ? Math.min(END, zeros + count) : trailing;
        }
        return count;
    }

    @Override
    public long skip(long n) throws IOException {
        return read(new byte[(int) Math.min(n, 8 * 1024)], 0, (int) Math.min(n, 8 * 1024));
    }
}
