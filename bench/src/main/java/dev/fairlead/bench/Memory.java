package dev.fairlead.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The memory of all that a server started, by proportional set size: what is shared is split. */
final class Memory {
    private Memory() {}

    /** Megabytes of a process, its descendants, and whoever runs in its data folder. */
    static long pssMegabytes(ProcessHandle root, Path data) {
        var tree = Stream.concat(Stream.of(root), root.descendants());
        var detached = ProcessHandle.allProcesses().filter(process -> runsIn(process, data));
        return Stream.concat(tree, detached).distinct().mapToLong(Memory::pssKilobytes).sum()
                / 1024;
    }

    /** Megabytes of one process. */
    static long pssMegabytes(ProcessHandle process) {
        return pssKilobytes(process) / 1024;
    }

    private static boolean runsIn(ProcessHandle process, Path data) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"))
                    .contains(data.toString());
        } catch (IOException _) {
            return false;
        }
    }

    /** Zero for a process that ended meanwhile. */
    private static long pssKilobytes(ProcessHandle process) {
        var rollup = Path.of("/proc/" + process.pid() + "/smaps_rollup");
        try (var lines = Files.lines(rollup)) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .sum();
        } catch (IOException | UncheckedIOException _) {
            return 0;
        }
    }
}
