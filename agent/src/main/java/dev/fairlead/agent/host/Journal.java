package dev.fairlead.agent.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What ran in a host's folder, as its wrapper wrote it down. */
record Journal(List<Entry> entries) {
    /**
     * One command.
     *
     * @param startTicks when its first process started, as the kernel counts
     * @param exitCode null while it has not ended, or ended with nobody to write it down
     */
    record Entry(
            long fence,
            String step,
            long pid,
            long startTicks,
            Instant begin,
            @Nullable Integer exitCode) {
        /** Whether its first process lives, which alone writes down how it ends. */
        boolean led() {
            return exitCode == null && Processes.startTicks(pid) == startTicks;
        }

        private Entry ended(int code) {
            return new Entry(fence, step, pid, startTicks, begin, code);
        }
    }

    static Journal read(Path file) {
        try {
            return parse(Files.readAllLines(file));
        } catch (NoSuchFileException _) {
            return new Journal(List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads begin and end lines; a line that was cut off by a power failure is passed over. */
    static Journal parse(List<String> lines) {
        var entries = new ArrayList<Entry>();
        for (var line : lines) {
            var words = line.split(" ", -1);
            if (words[0].equals("begin") && words.length == 6) {
                entries.add(begun(words));
            } else if (words[0].equals("end") && words.length == 5) {
                end(entries, Long.parseLong(words[1]), Integer.parseInt(words[3]));
            }
        }
        return new Journal(List.copyOf(entries));
    }

    Optional<Entry> last() {
        return entries.isEmpty() ? Optional.empty() : Optional.of(entries.getLast());
    }

    Optional<Entry> under(long fence) {
        return allUnder(fence).findFirst();
    }

    /** One command, but for those that only look: there may be several of them. */
    Stream<Entry> allUnder(long fence) {
        return entries.stream().filter(entry -> entry.fence() == fence);
    }

    /** The last command of a step that began here. */
    Optional<Entry> lastOf(String step) {
        return entries.reversed().stream().filter(e -> e.step().equals(step)).findFirst();
    }

    private static Entry begun(String[] words) {
        return new Entry(
                Long.parseLong(words[1]),
                words[2],
                Long.parseLong(words[3]),
                words[4].isEmpty() ? 0 : Long.parseLong(words[4]),
                Instant.ofEpochSecond(Long.parseLong(words[5])),
                null);
    }

    private static void end(List<Entry> entries, long fence, int code) {
        for (int i = entries.size() - 1; i >= 0; i--) {
            if (entries.get(i).fence() == fence && entries.get(i).exitCode() == null) {
                entries.set(i, entries.get(i).ended(code));
                return;
            }
        }
    }
}
