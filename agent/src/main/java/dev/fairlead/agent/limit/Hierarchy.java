package dev.fairlead.agent.limit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One of the kernel's hierarchies of control groups, and the group in it below which this agent
 * makes those of its jobs. How its files are called depends on the version.
 *
 * @param bounds what it can bound here; a hierarchy that bounds nothing still ends a group whole
 */
record Hierarchy(Path parent, Version version, Set<Bound> bounds) {
    /** One for everything, or one for each resource. */
    enum Version {
        V2,
        V1
    }

    /** A resource. */
    enum Bound {
        MEMORY,
        PROCESSES
    }

    /** What to write into a new group, by the name of the file. */
    Map<String, String> settings(long memory, int processes) {
        var settings = new TreeMap<String, String>();
        if (bounds.contains(Bound.PROCESSES)) {
            settings.put("pids.max", Integer.toString(processes));
        }
        if (bounds.contains(Bound.MEMORY)) {
            switch (version) {
                case V2 -> settings.put("memory.max", Long.toString(memory));
                case V1 -> settings.put("memory.limit_in_bytes", Long.toString(memory));
            }
        }
        return settings;
    }

    /** What a kernel may lack: without it a job swaps first, or loses a process before the rest. */
    Map<String, String> wishes(long memory) {
        if (!bounds.contains(Bound.MEMORY)) {
            return Map.of();
        }
        return switch (version) {
            case V2 -> Map.of("memory.swap.max", "0", "memory.oom.group", "1");
            case V1 -> Map.of("memory.memsw.limit_in_bytes", Long.toString(memory));
        };
    }

    /** Whether the kernel had to refuse this group more of the resource. */
    boolean refused(Path group, Bound bound) throws IOException {
        if (!bounds.contains(bound)) {
            return false;
        }
        return switch (bound) {
            case PROCESSES -> count(group.resolve("pids.events"), "max") > 0;
            case MEMORY -> count(group.resolve(memoryEvents()), "oom_kill") > 0;
        };
    }

    private String memoryEvents() {
        return switch (version) {
            case V2 -> "memory.events";
            case V1 -> "memory.oom_control";
        };
    }

    private static long count(Path file, String name) throws IOException {
        try {
            for (var line : Files.readAllLines(file)) {
                var words = line.split(" ");
                if (words.length == 2 && words[0].equals(name)) {
                    return Long.parseLong(words[1]);
                }
            }
        } catch (NoSuchFileException _) {
            // An older kernel does not tell; the watch still measures.
        }
        return 0;
    }
}
