package dev.fairlead.agent.limit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What processes use, as the kernel tells of each: the measure where it does not of a group. */
record ProcessTable(Path proc) {
    static final ProcessTable OF_SYSTEM = new ProcessTable(Path.of("/proc"));

    /** Threads of all of them; processes that have ended meanwhile count as none. */
    int threads(List<Long> processes) {
        return (int) sum(processes, "status", "Threads:");
    }

    /**
     * Bytes of memory that nobody else uses. What processes share is told apart only when the sum
     * would pass the limit, because the kernel has to look at every page for it.
     */
    long memory(List<Long> processes, long limit) {
        var all = 1024 * sum(processes, "status", "RssAnon:", "RssShmem:", "VmSwap:");
        if (all <= limit) {
            return all;
        }
        var shares = 1024 * sum(processes, "smaps_rollup", "Pss_Anon:", "Pss_Shmem:", "SwapPss:");
        return shares == 0 ? all : shares;
    }

    private long sum(List<Long> processes, String file, String... names) {
        var wanted = List.of(names);
        var sum = 0L;
        for (var process : processes) {
            for (var line : lines(proc.resolve(Long.toString(process)).resolve(file))) {
                var words = line.split("\\s+", 3);
                if (wanted.contains(words[0]) && words.length > 1) {
                    sum += Long.parseLong(words[1]);
                }
            }
        }
        return sum;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, ISO_8859_1);
        } catch (IOException _) {
            // It has ended, or is somebody else's.
            return List.of();
        }
    }
}
