package dev.fairlead.agent.limit;

import dev.fairlead.agent.limit.Hierarchy.Bound;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * The groups of one job, one in each hierarchy; none where this agent may not make any. Whatever a
 * process does, its children are in the group, so that the group's end is the job's.
 */
final class JobGroup {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int ROUNDS = 20;
    private static final long FIRST_PAUSE = 200_000;
    private static final long PAUSE = Duration.ofMillis(5).toNanos();

    private final Map<Path, Hierarchy> groups = new LinkedHashMap<>();

    /** Makes the groups anew: what an earlier process of the agent left under the name ends. */
    static JobGroup make(List<Hierarchy> hierarchies, String name) throws IOException {
        var made = named(hierarchies, name);
        made.remove();
        for (var group : made.groups.keySet()) {
            Files.createDirectory(group);
        }
        return made;
    }

    /** Bounds all that is in it and will be. */
    JobGroup bounded(long memory, int processes) throws IOException {
        for (var group : groups.entrySet()) {
            for (var setting : group.getValue().settings(memory, processes).entrySet()) {
                Files.writeString(group.getKey().resolve(setting.getKey()), setting.getValue());
            }
            group.getValue()
                    .wishes(memory)
                    .forEach((file, value) -> wish(group.getKey(), file, value));
        }
        return this;
    }

    /** Those that may or may not be there. */
    static JobGroup named(List<Hierarchy> hierarchies, String name) {
        var group = new JobGroup();
        hierarchies.forEach(one -> group.groups.put(one.parent().resolve(name), one));
        return group;
    }

    private static void wish(Path group, String file, String value) {
        try {
            if (Files.exists(group.resolve(file))) {
                Files.writeString(group.resolve(file), value);
            }
        } catch (IOException _) {
            // This kernel does not do it.
        }
    }

    /** The files that a process writes its number to, to be in the groups. */
    List<Path> doors() {
        return groups.keySet().stream().map(JobGroup::members).toList();
    }

    boolean bounds(Bound bound) {
        return groups.values().stream().anyMatch(one -> one.bounds().contains(bound));
    }

    boolean refused(Bound bound) throws IOException {
        for (var group : groups.entrySet()) {
            if (group.getValue().refused(group.getKey(), bound)) {
                return true;
            }
        }
        return false;
    }

    /** The processes in it; empty where there are no groups, too. */
    Stream<ProcessHandle> processes() throws IOException {
        for (var group : groups.keySet()) {
            return processes(group);
        }
        return Stream.empty();
    }

    boolean isThere() {
        return !groups.isEmpty();
    }

    /** Kills all that is in it, and waits for their end. */
    void kill() throws IOException {
        for (var group : groups.keySet()) {
            kill(group);
        }
    }

    private static void kill(Path group) throws IOException {
        var end = System.nanoTime() + PATIENCE.toNanos();
        for (var round = 0; holdsProcesses(group); round++) {
            if (System.nanoTime() > end) {
                throw new IOException("processes of " + group + " do not end");
            }
            killOnce(group, round);
            LockSupport.parkNanos(pause(round));
        }
    }

    /** Most end at once, and what does not is not asked all the time. */
    private static long pause(int round) {
        return Math.min(PAUSE, FIRST_PAUSE << Math.min(round, 10));
    }

    private static boolean holdsProcesses(Path group) throws IOException {
        return !numbers(group).isEmpty();
    }

    /**
     * Kills all that is in it, and removes it. The kernel may hold on to a group for a moment after
     * its last process; one that stays is empty, and the agent's next start removes it.
     */
    void remove() throws IOException {
        kill();
        var end = System.nanoTime() + PATIENCE.toNanos();
        for (var group : groups.keySet()) {
            for (var round = 0; !isRemoved(group) && System.nanoTime() < end; round++) {
                LockSupport.parkNanos(pause(round));
            }
        }
    }

    private static boolean isRemoved(Path group) throws IOException {
        try {
            for (var one : withInner(group).reversed()) {
                Files.deleteIfExists(one);
            }
            return true;
        } catch (FileSystemException _) {
            return false;
        }
    }

    /** A container engine makes groups of its own in it. */
    private static List<Path> withInner(Path group) throws IOException {
        if (!Files.isDirectory(group)) {
            return List.of();
        }
        try (var all = Files.find(group, Integer.MAX_VALUE, (_, one) -> one.isDirectory())) {
            return all.toList();
        } catch (UncheckedIOException _) {
            // One of them was removed while they were listed.
            return withInner(group);
        }
    }

    /** At once where the kernel can. What outruns us otherwise may start nothing more. */
    private static void killOnce(Path group, int round) throws IOException {
        var whole = group.resolve("cgroup.kill");
        if (Files.exists(whole)) {
            Files.writeString(whole, "1");
            return;
        }
        var most = group.resolve("pids.max");
        if (round > ROUNDS && Files.exists(most)) {
            Files.writeString(most, "0");
        }
        processes(group).forEach(ProcessHandle::destroyForcibly);
    }

    private static Stream<ProcessHandle> processes(Path group) throws IOException {
        return numbers(group).stream().flatMap(number -> ProcessHandle.of(number).stream());
    }

    /** What a group holds that ends meanwhile is not held. */
    private static List<Long> numbers(Path group) throws IOException {
        var numbers = new ArrayList<Long>();
        for (var one : withInner(group)) {
            try {
                Files.readAllLines(members(one)).stream().map(Long::valueOf).forEach(numbers::add);
            } catch (NoSuchFileException _) {
                // An engine has just removed it.
            }
        }
        numbers.removeIf(number -> number <= 0);
        return numbers;
    }

    private static Path members(Path group) {
        return group.resolve("cgroup.procs");
    }
}
