package dev.fairlead.fleet;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Notes the offset of every so-manieth line while a log passes through. */
final class LineIndex extends FilterInputStream {
    static final int EVERY = 500;

    private final List<Long> marks = new ArrayList<>(List.of(0L));
    private long offset;
    private long lines;

    LineIndex(InputStream in) {
        super(in);
    }

    List<Long> marks() {
        return List.copyOf(marks);
    }

    @Override
    public int read() throws IOException {
        var b = in.read();
        if (b >= 0) {
            note((byte) b);
        }
        return b;
    }

    @Override
    public int read(byte[] buffer, int start, int length) throws IOException {
        var count = in.read(buffer, start, length);
        for (var i = 0; i < count; i++) {
            note(buffer[start + i]);
        }
        return count;
    }

    private void note(byte b) {
        offset++;
        if (b == '\n' && ++lines % EVERY == 0) {
            marks.add(offset);
        }
    }
}
