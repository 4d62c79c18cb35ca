package dev.fairlead.agent.build;

import dev.fairlead.agent.Folders;
import dev.fairlead.agent.JobContext;
import dev.fairlead.protocol.JobSpec.RunBuild;
import dev.fairlead.protocol.JobSpec.RunBuild.Kept;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What plans keep of a workspace under a key, beside the caches of its branch: a job finds what its
 * branch kept, else what the protected one did, and keeps its own when it has passed. A key is the
 * cache's name and a digest of the files that it names, as they are before the first step.
 */
final class KeptPaths {
    /** Beside the branch's own caches, which go with it. */
    static final String FOLDER = "=kept";

    /** A repository, its branches, one of them, and what it kept. */
    private static final int DEEPEST = 4;

    private final Path root;
    private final long mostBytes;

    /**
     * @param mostBytes of all that is kept for all branches; the longest unused goes first
     */
    KeptPaths(Path root, long mostBytes) {
        this.root = root;
        this.mostBytes = mostBytes;
    }

    /** One cache and its key in this workspace. */
    record Keyed(Kept kept, String key) {}

    /** The caches of a job with their keys, found before its steps can change what they are of. */
    List<Keyed> keys(RunBuild spec, Path workspace) throws IOException {
        var keyed = new ArrayList<Keyed>();
        for (var kept : spec.caches().kept()) {
            keyed.add(new Keyed(kept, kept.name() + "-" + digest(kept, workspace)));
        }
        return keyed;
    }

    private static String digest(Kept kept, Path workspace) throws IOException {
        var files = new WorkspaceFiles(workspace);
        var digest = sha256();
        digest.update(String.join("\n", kept.paths()).getBytes(StandardCharsets.UTF_8));
        for (var file : files.matching(kept.files())) {
            digest.update(("\0" + files.name(file) + "\0").getBytes(StandardCharsets.UTF_8));
            try (var in = new DigestInputStream(Files.newInputStream(file), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
        }
        return HexFormat.of().formatHex(digest.digest(), 0, 8);
    }

    /** Lays what was kept into the workspace; what stands there already stays. */
    void restore(RunBuild spec, List<Keyed> all, Path workspace, JobContext job)
            throws IOException, InterruptedException {
        for (var one : all) {
            var begin = System.nanoTime();
            var found = find(spec, one.key());
            if (found.isEmpty()) {
                job.log().line("cache " + one.key() + ": nothing is kept yet");
                continue;
            }
            var restored = restore(one.kept(), found.get(), workspace);
            Files.setLastModifiedTime(found.get(), FileTime.from(Instant.now()));
            job.log()
                    .line(
                            words(
                                    one.key(),
                                    restored ? "restored" : "is in the way of the commit's files",
                                    found.get(),
                                    begin));
        }
    }

    private Optional<Path> find(RunBuild spec, String key) throws IOException {
        return Stream.of(spec.caches().cache(), spec.caches().cacheSeed())
                .filter(folder -> folder != null)
                .map(folder -> entry(folder, key))
                .filter(Files::isDirectory)
                .findFirst();
    }

    private boolean restore(Kept kept, Path entry, Path workspace)
            throws IOException, InterruptedException {
        for (var i = 0; i < kept.paths().size(); i++) {
            var from = entry.resolve(Integer.toString(i));
            if (Files.exists(from, LinkOption.NOFOLLOW_LINKS)) {
                var to = inside(workspace, kept.paths().get(i), true);
                if (to == null || Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
                    return false;
                }
                TreeCopy.copy(from.toString(), to);
            }
        }
        return true;
    }

    /** Keeps what a job that has passed leaves under a key that nobody kept before. */
    void keep(RunBuild spec, List<Keyed> all, Path workspace, JobContext job)
            throws IOException, InterruptedException {
        for (var one : all) {
            if (find(spec, one.key()).isEmpty()) {
                keep(one, entry(spec.caches().cache(), one.key()), workspace, job);
            }
        }
    }

    private void keep(Keyed one, Path entry, Path workspace, JobContext job)
            throws IOException, InterruptedException {
        var begin = System.nanoTime();
        var half = entry.resolveSibling(entry.getFileName() + "=" + job.job());
        Folders.delete(half);
        Files.createDirectories(half);
        for (var i = 0; i < one.kept().paths().size(); i++) {
            var from = inside(workspace, one.kept().paths().get(i), false);
            if (from != null && Files.exists(from, LinkOption.NOFOLLOW_LINKS)) {
                TreeCopy.copy(from.toString(), half.resolve(Integer.toString(i)));
            }
        }
        if (!Files.isDirectory(entry)) {
            Files.move(half, entry, StandardCopyOption.ATOMIC_MOVE);
            job.log().line(words(one.key(), "kept", entry, begin));
            makeRoom(entry);
        } else {
            Folders.delete(half); // another executor was quicker
        }
    }

    /**
     * Where a path of the workspace is; null where a link leads it elsewhere, for this agent
     * follows what a job made and may read more than the job.
     */
    private static @Nullable Path inside(Path workspace, String path, boolean make)
            throws IOException {
        var at = workspace;
        var parts = path.split("/");
        for (var i = 0; i < parts.length - 1; i++) {
            at = at.resolve(parts[i]);
            if (make && !Files.exists(at, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectory(at);
            }
            if (!Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS)) {
                return null;
            }
        }
        return at.resolve(parts[parts.length - 1]);
    }

    /** Deletes what was unused for longest until the rest fits; never what was kept just now. */
    private synchronized void makeRoom(Path newest) throws IOException {
        var entries = new ArrayList<Path>();
        try (var all = Files.find(root, DEEPEST, (path, _) -> path.endsWith(FOLDER))) {
            for (var folder : all.toList()) {
                entries.addAll(Folders.list(folder));
            }
        }
        var sizes = new HashMap<Path, Long>();
        for (var entry : entries) {
            sizes.put(entry, size(entry));
        }
        var bytes = sizes.values().stream().mapToLong(Long::longValue).sum();
        entries.sort(Comparator.comparingLong(entry -> entry.toFile().lastModified()));
        for (var entry : entries) {
            if (bytes > mostBytes && !entry.equals(newest)) {
                bytes -= sizes.getOrDefault(entry, 0L);
                Folders.delete(entry);
            }
        }
    }

    private Path entry(String folder, String key) {
        var entry = root.resolve(folder).resolve(FOLDER).resolve(key).normalize();
        if (!entry.startsWith(root)) {
            throw new IllegalArgumentException("\"" + folder + "\" is no folder of caches");
        }
        return entry;
    }

    private static String words(String key, String what, Path entry, long begin)
            throws IOException {
        return String.format(
                Locale.ROOT,
                "cache %s %s: %.1f MB in %.1f s",
                key,
                what,
                size(entry) / 1e6,
                (System.nanoTime() - begin) / 1e9);
    }

    private static long size(Path entry) throws IOException {
        try (var all = Files.find(entry, Integer.MAX_VALUE, (_, file) -> file.isRegularFile())) {
            return all.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
