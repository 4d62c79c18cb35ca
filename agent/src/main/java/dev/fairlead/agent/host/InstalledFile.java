package dev.fairlead.agent.host;

import dev.fairlead.agent.crypto.Sha256;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The file that a host runs: the one its environment names, or else the one with the digest.
 *
 * @param path null for none
 * @param sha256 of the bytes that lie there now; null for none
 * @param note why there is none; empty otherwise
 */
record InstalledFile(@Nullable Path path, @Nullable String sha256, String note) {
    private static final int MOST_FILES = 2000;
    private static final int DEEPEST = 8;

    private record Candidate(Path path, FileTime changed) {}

    static InstalledFile in(HostFolder folder, @Nullable String file, @Nullable String sha256)
            throws IOException {
        if (!folder.exists()) {
            return none("There is no folder " + folder.path() + ".");
        }
        if (file != null) {
            return named(folder, file);
        }
        return sha256 == null ? none(notFound(folder.path(), null)) : search(folder, sha256);
    }

    private static InstalledFile named(HostFolder folder, String file) throws IOException {
        var path = folder.path().resolve(file);
        if (!Files.isRegularFile(path)) {
            return none("There is no file " + path + ".");
        }
        var real = path.toRealPath();
        if (!real.startsWith(folder.path().toRealPath())) {
            return none(path + " leads out of the folder, to " + real + ".");
        }
        return new InstalledFile(real, Sha256.of(real), "");
    }

    private static InstalledFile search(HostFolder folder, String sha256) throws IOException {
        for (var candidate : candidates(folder)) {
            if (Sha256.of(candidate.path()).equals(sha256)) {
                return new InstalledFile(candidate.path().toRealPath(), sha256, "");
            }
        }
        return none(notFound(folder.path(), sha256));
    }

    /** Why there is none where the environment names none. */
    static String notFound(Object folder, @Nullable String sha256) {
        return sha256 == null
                ? "The environment names no file to look at (observe.file)."
                : "No file below "
                        + folder
                        + " has the digest sha256 "
                        + sha256
                        + ". The environment may name the file (observe.file).";
    }

    private static void collect(HostFolder folder, List<Candidate> into) throws IOException {
        Files.walkFileTree(
                folder.path().toRealPath(),
                Set.of(),
                DEEPEST,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes a) {
                        return dir.endsWith(".fairlead")
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes a) {
                        if (a.isRegularFile()) {
                            into.add(new Candidate(file, a.lastModifiedTime()));
                        }
                        return into.size() < MOST_FILES
                                ? FileVisitResult.CONTINUE
                                : FileVisitResult.TERMINATE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException e) {
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    /** The folder's files, the latest changed first; links are not followed. */
    private static List<Candidate> candidates(HostFolder folder) throws IOException {
        var all = new ArrayList<Candidate>();
        collect(folder, all);
        all.sort(Comparator.comparing(Candidate::changed).reversed());
        return all;
    }

    static InstalledFile none(String note) {
        return new InstalledFile(null, null, note);
    }
}
