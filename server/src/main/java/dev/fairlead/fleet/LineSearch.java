package dev.fairlead.fleet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Finds the lines of a log that hold a text, in whatever case, one buffer in memory at a time. */
record LineSearch(String text, int limit) {
    private static final int BUFFER = 64 * 1024;

    List<Long> in(InputStream log) throws IOException {
        var wanted = text.toLowerCase(Locale.ROOT);
        var found = new ArrayList<Long>();
        var line = new ByteArrayOutputStream();
        var number = 0L;
        var buffer = new byte[BUFFER];
        for (var n = log.read(buffer); n >= 0 && found.size() < limit; n = log.read(buffer)) {
            var from = 0;
            for (var i = 0; i < n && found.size() < limit; i++) {
                if (buffer[i] == '\n') {
                    line.write(buffer, from, i - from);
                    from = i + 1;
                    if (holds(line, wanted)) {
                        found.add(number);
                    }
                    line.reset();
                    number++;
                }
            }
            line.write(buffer, from, n - from);
        }
        return List.copyOf(found);
    }

    private static boolean holds(ByteArrayOutputStream line, String wanted) {
        return line.toString(StandardCharsets.UTF_8).toLowerCase(Locale.ROOT).contains(wanted);
    }
}
