package dev.fairlead.agent.ssh;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The digests of a host's files as they were read last, each with how its file lay then: its
 * device, inode, size and times, as {@code remote.sh} tells them. One that still lies so is not
 * read again within an hour. Kept with the connection and not on the host, where whoever changes a
 * file could change this, too.
 */
public final class FileDigests {
    private static final int MOST = 100;
    private static final Duration BELIEVED = Duration.ofHours(1);

    /** What was read, and how the file lay then. */
    public record Read(String lies, String sha256) {}

    private record Kept(Read read, long at) {}

    private final Map<String, Kept> all = new LinkedHashMap<>();

    /** What is known of a file; null for nothing that is to be believed still. */
    public synchronized @Nullable Read of(String file) {
        var kept = all.get(file);
        return kept == null || System.nanoTime() - kept.at() > BELIEVED.toNanos()
                ? null
                : kept.read();
    }

    /** The names of the files of a folder that were read, however long ago. */
    public synchronized List<String> in(String folder) {
        var below = folder + "/";
        return all.keySet().stream()
                .filter(file -> file.startsWith(below))
                .map(file -> file.substring(below.length()))
                .toList();
    }

    public synchronized void put(String file, Read read) {
        all.remove(file);
        if (all.size() >= MOST) {
            all.remove(all.keySet().iterator().next());
        }
        all.put(file, new Kept(read, System.nanoTime()));
    }
}
