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
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What build tools keep between builds, apart for every branch that nobody has approved. */
final class Caches {
    private static final Map<String, String> TOOLS =
            Map.of(".m2", "maven", ".gradle", "gradle", ".npm", "npm");

    /** Beside the caches of branches below it: a branch's name may hold slashes. */
    private static final String OWN = "=";

    private static final int MOST_CACHES = 40;

    private final Path root;

    /** Those that are empty but for what the one job leaves there which has them. */
    private final Set<Path> filling = new HashSet<>();

    Caches(Path root) {
        this.root = root;
    }

    /**
     * The folders to bind, by their name in the job's home. Tools make a folder in one go where it
     * was missing, and take one that is there for whole; so a second job does not see a cache which
     * the first is filling, and begins with empty folders of its own.
     *
     * @param own where these would be, and go with the job
     */
    synchronized Map<String, Path> of(RunBuild.Caches wanted, Path own)
            throws IOException, InterruptedException {
        var cache = folder(wanted.cache());
        if (filling.contains(cache)) {
            return tools(own);
        }
        var seed = wanted.cacheSeed();
        if (!Files.exists(cache)) {
            prune(cache.resolve("../..").normalize());
        }
        if (!Files.exists(cache) && seed != null && isWhole(folder(seed))) {
            copy(folder(seed), cache);
        }
        if (!Files.exists(cache)) {
            filling.add(cache);
        }
        var folders = tools(cache);
        Files.setLastModifiedTime(cache, FileTime.from(Instant.now()));
        return folders;
    }

    /** The job has ended that was given these folders. */
    synchronized void ended(RunBuild.Caches wanted, Map<String, Path> folders) throws IOException {
        var cache = folder(wanted.cache());
        if (folders.values().stream().anyMatch(folder -> folder.startsWith(cache))) {
            filling.remove(cache);
        }
    }

    private boolean isWhole(Path seed) {
        return Files.isDirectory(seed) && !filling.contains(seed);
    }

    private static Map<String, Path> tools(Path cache) throws IOException {
        var folders = new TreeMap<String, Path>();
        for (var tool : TOOLS.entrySet()) {
            folders.put(tool.getKey(), Files.createDirectories(cache.resolve(tool.getValue())));
        }
        return folders;
    }

    /** The next job of the branch starts its caches anew. */
    synchronized void forget(RunBuild.Caches wanted) throws IOException {
        Folders.delete(folder(wanted.cache()));
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
