package dev.fairlead.agent.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The processes of this machine, as {@code /proc} tells. */
final class Processes {
    private static final Path PROC = Path.of("/proc");

    private Processes() {}

    /** When a process started, in clock ticks since boot; −1 when it is gone or dead. */
    static long startTicks(long pid) {
        return stat(pid).filter(Stat::alive).map(Stat::startTicks).orElse(-1L);
    }

    /**
     * Whether a process lives of the session that one began. The id of that one is given to nobody
     * else while it does.
     */
    static boolean sessionLives(long leader, long startTicks) {
        return stat(leader).filter(one -> one.startTicks() != startTicks).isEmpty()
                && ProcessHandle.allProcesses()
                        .flatMap(one -> stat(one.pid()).stream())
                        .anyMatch(one -> one.alive() && one.session() == leader);
    }

    /** Tells this start of the machine, or of the container, from any other. */
    static String boot() throws IOException {
        var first = startTicks(1);
        return Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip()
                + (first < 0 ? " ?" : " " + first);
    }

    /** What the kernel tells of one process. */
    private record Stat(boolean alive, long session, long startTicks) {}

    private static Optional<Stat> stat(long pid) {
        try {
            var stat = Files.readString(PROC.resolve(pid + "/stat"), StandardCharsets.ISO_8859_1);
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return Optional.of(
                    new Stat(
                            !fields[0].equals("Z") && !fields[0].equals("X"),
                            Long.parseLong(fields[3]),
                            Long.parseLong(fields[19])));
        } catch (IOException | IndexOutOfBoundsException | NumberFormatException _) {
            return Optional.empty();
        }
    }

    static Optional<Instant> started(long pid) {
        return ProcessHandle.of(pid).flatMap(process -> process.info().startInstant());
    }

    /**
     * The process that holds a file: has it open or mapped, or else was started with its path. One
     * that was started with the path but holds bytes that were deleted since does not count.
     */
    static Optional<Long> holding(Path file) {
        var all = pids();
        return all.stream()
                .filter(pid -> opened(pid, file.toString()) || mapped(pid, file.toString()))
                .findFirst()
                .or(() -> all.stream().filter(pid -> named(pid, file)).findFirst());
    }

    /** The highest first: who is looked for has mostly just been started. */
    private static List<Long> pids() {
        var own = ProcessHandle.current().pid();
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> pid != own)
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    private static boolean opened(long pid, String file) {
        return links(pid).anyMatch(file::equals);
    }

    private static Stream<String> links(long pid) {
        try (var all = Files.list(PROC.resolve(pid + "/fd"))) {
            return all.map(Processes::target).toList().stream();
        } catch (IOException _) {
            return Stream.empty(); // it ended, or is somebody else's
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException _) {
            return "";
        }
    }

    private static boolean mapped(long pid, String file) {
        try (var lines = Files.lines(PROC.resolve(pid + "/maps"), StandardCharsets.ISO_8859_1)) {
            return lines.anyMatch(line -> line.endsWith(" " + file));
        } catch (IOException | UncheckedIOException _) {
            return false;
        }
    }

    private static boolean named(long pid, Path file) {
        try {
            var arguments =
                    Files.readString(PROC.resolve(pid + "/cmdline"), StandardCharsets.ISO_8859_1)
                            .split("\0");
            var cwd = Path.of(target(PROC.resolve(pid + "/cwd")));
            return Stream.of(arguments)
                            .filter(argument -> !argument.isEmpty())
                            .anyMatch(argument -> same(cwd, argument, file))
                    && links(pid).noneMatch((file + " (deleted)")::equals);
        } catch (IOException _) {
            return false;
        }
    }

    private static boolean same(Path cwd, String argument, Path file) {
        try {
            return cwd.resolve(argument).toRealPath().equals(file);
        } catch (IOException | InvalidPathException _) {
            return false;
        }
    }
}
