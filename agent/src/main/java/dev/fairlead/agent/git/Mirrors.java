package dev.fairlead.agent.git;

import dev.fairlead.agent.Folders;
import dev.fairlead.agent.GitSource;
import dev.fairlead.agent.JobContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The agent's own copies of repositories, bare, each fetched with its whole history once and then
 * with what is new. No job sees them.
 */
final class Mirrors {
    private static final int MOST = 40;

    private final Path root;
    private final GitProgram git;
    private final Map<Long, ReentrantLock> locks = new ConcurrentHashMap<>();

    Mirrors(Path root, GitProgram git) {
        this.root = root;
        this.git = git;
    }

    /** What is done with a mirror that has the commit. */
    interface Use {
        void of(Path mirror) throws IOException, InterruptedException;
    }

    /**
     * Brings a mirror up to date and uses it, nobody else meanwhile.
     *
     * @param tags whether they are wanted, too, so that having the commit is not enough
     */
    void use(JobContext job, GitSource source, String commit, boolean tags, Use use)
            throws IOException, InterruptedException {
        var lock = locks.computeIfAbsent(source.repository(), _ -> new ReentrantLock());
        lock.lockInterruptibly();
        try {
            var mirror = root.resolve(source.repository() + ".git");
            prune();
            if (!Files.isDirectory(mirror)) {
                make(job, mirror);
            }
            if (tags || !has(job, mirror, commit)) {
                fetch(job, source, mirror, commit);
            }
            Files.setLastModifiedTime(mirror, FileTime.from(Instant.now()));
            use.of(mirror);
        } finally {
            lock.unlock();
        }
    }

    private void make(JobContext job, Path mirror) throws IOException, InterruptedException {
        Files.createDirectories(root);
        var half = root.resolve("=" + mirror.getFileName());
        Folders.delete(half);
        git.run(job, root, "init", "-q", "--bare", "--template=", half.toString());
        // The job's commit may be on no branch any more.
        git.run(job, half, "config", "uploadpack.allowAnySHA1InWant", "true");
        Files.move(half, mirror);
    }

    private boolean has(JobContext job, Path mirror, String commit) throws InterruptedException {
        try {
            git.run(job, mirror, "cat-file", "-e", commit + "^{commit}");
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /** Begins anew where it is the mirror's fault, which may have been left half written. */
    private void fetch(JobContext job, GitSource source, Path mirror, String commit)
            throws IOException, InterruptedException {
        try {
            fetchNew(job, source, mirror, commit);
        } catch (IOException e) {
            if (job.cancelled() || isServersFault(e)) {
                throw e;
            }
            Folders.delete(mirror);
            make(job, mirror);
            fetchNew(job, source, mirror, commit);
        }
    }

    private static boolean isServersFault(IOException e) {
        var said = String.valueOf(e.getMessage());
        return said.contains("not our ref") || said.contains("unable to access");
    }

    private void fetchNew(JobContext job, GitSource source, Path mirror, String commit)
            throws IOException, InterruptedException {
        git.run(
                job,
                mirror,
                source.settings(),
                List.of(
                        "fetch",
                        "-q",
                        "--prune",
                        "--no-tags",
                        source.address(),
                        "+refs/heads/*:refs/heads/*",
                        "+refs/tags/*:refs/tags/*",
                        commit));
    }

    /** Lets those go that were not used for the longest time. */
    private void prune() throws IOException {
        if (!Files.isDirectory(root)) {
            return;
        }
        var all = new ArrayList<>(Folders.list(root));
        all.sort(Comparator.comparingLong(mirror -> mirror.toFile().lastModified()));
        for (var old : all.subList(0, Math.max(0, all.size() - MOST))) {
            forget(old);
        }
    }

    private void forget(Path mirror) throws IOException {
        var name = mirror.getFileName().toString().replace(".git", "");
        var lock =
                name.matches("[0-9]+")
                        ? locks.computeIfAbsent(Long.valueOf(name), _ -> new ReentrantLock())
                        : new ReentrantLock();
        if (lock.isHeldByCurrentThread() || !lock.tryLock()) {
            return;
        }
        try {
            Folders.delete(mirror);
        } finally {
            lock.unlock();
        }
    }
}
