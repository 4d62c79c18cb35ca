package dev.fairlead.fleet;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Picks lines by number out of a stream that begins at the start of some line; no more of them than
 * a megabyte holds.
 */
record LineReader(long from, long before) {
    private static final int MOST_BYTES = 1024 * 1024;

    List<String> read(InputStream bytes, long firstLine) {
        try {
            return pick(new BufferedInputStream(bytes), firstLine);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> pick(InputStream in, long firstLine) throws IOException {
        var lines = new ArrayList<String>();
        var line = new ByteArrayOutputStream();
        var number = firstLine;
        var taken = 0;
        while (number < before && taken < MOST_BYTES) {
            var b = in.read();
            if (b < 0) {
                break;
            }
            if (b != '\n') {
                line.write(b);
                continue;
            }
            if (number >= from) {
                lines.add(line.toString(StandardCharsets.UTF_8));
                taken += line.size();
            }
            line.reset();
            number++;
        }
        return List.copyOf(lines);
    }
}
