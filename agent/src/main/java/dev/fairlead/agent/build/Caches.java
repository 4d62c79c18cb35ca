package dev.fairlead.agent.build;

import dev.fairlead.agent.Folders;
import dev.fairlead.protocol.JobSpec.RunBuild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/** What build tools keep between builds, apart for every branch that nobody has approved. */
final class Caches {
    private static final Map<String, String> TOOLS =
            Map.of(".m2", "maven", ".gradle", "gradle", ".npm", "npm");

    /** Beside the caches of branches below it: a branch's name may hold slashes. */
    private static final String OWN = "=";

    private static final int MOST_CACHES = 40;

    private final Path root;

    Caches(Path root) {
        this.root = root;
    }

    /** The folders to bind, by their name in the job's home. */
    synchronized Map<String, Path> of(RunBuild spec) throws IOException, InterruptedException {
        var cache = folder(spec.caches().cache());
        var seed = spec.caches().cacheSeed();
        if (!Files.exists(cache)) {
            prune(cache.resolve("../..").normalize());
        }
        if (!Files.exists(cache) && seed != null && Files.isDirectory(folder(seed))) {
            copy(folder(seed), cache);
        }
        var folders = new TreeMap<String, Path>();
        for (var tool : TOOLS.entrySet()) {
            folders.put(tool.getKey(), Files.createDirectories(cache.resolve(tool.getValue())));
        }
        Files.setLastModifiedTime(cache, FileTime.from(Instant.now()));
        return folders;
    }

    /** The next job of the branch starts its caches anew. */
    synchronized void forget(RunBuild spec) throws IOException {
        Folders.delete(folder(spec.caches().cache()));
    }

    /** Makes room among the caches of a repository's branches, the longest unused first. */
    private static void prune(Path branches) throws IOException {
        if (!Files.isDirectory(branches)) {
            return;
        }
        var known = new ArrayList<Path>();
        for (var branch : Folders.list(branches)) {
            if (Files.exists(branch.resolve(OWN))) {
                known.add(branch);
            }
        }
        known.sort(Comparator.comparingLong(branch -> branch.resolve(OWN).toFile().lastModified()));
        for (var old : known.subList(0, Math.max(0, known.size() - MOST_CACHES + 1))) {
            Folders.delete(old);
        }
    }

    private Path folder(String name) throws IOException {
        var folder = root.resolve(name).normalize();
        if (!folder.startsWith(root) || folder.equals(root)) {
            throw new IOException("\"" + name + "\" is no folder of caches");
        }
        return folder.resolve(OWN);
    }

    private static void copy(Path from, Path to) throws IOException, InterruptedException {
        var half = to.resolveSibling("=copy");
        Folders.delete(half);
        Files.createDirectories(half);
        TreeCopy.copy(from + "/.", half);
        Files.move(half, to, StandardCopyOption.ATOMIC_MOVE);
    }
}
