package dev.fairlead.agent.git;

import dev.fairlead.agent.Folders;
import dev.fairlead.agent.JobContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Tools of somebody else's, each out of a git repository at one commit: fetched once, kept by that
 * commit, and the same bytes ever after.
 */
public final class PinnedTools {
    private static final int MOST = 5;

    private final Path root;
    private final GitProgram git;
    private final ReentrantLock lock = new ReentrantLock();

    /**
     * @param work the agent's own folder
     */
    public PinnedTools(Path work) {
        root = work.resolve("tools");
        git = GitProgram.in(work.resolve("git"));
    }

    /**
     * The tool's files.
     *
     * @param commit its whole name: what a branch or a tag means changes
     * @throws IOException with a sentence when it cannot be had
     */
    public Path at(String url, String commit, JobContext job)
            throws IOException, InterruptedException {
        if (!commit.matches("[0-9a-f]{40}")) {
            throw new IOException("A tool is fetched by a commit's 40 digits, not by " + commit);
        }
        var place = root.resolve(commit);
        lock.lockInterruptibly();
        try {
            if (!Files.isDirectory(place)) {
                job.log().line("fetching " + commit + " from " + url);
                fetch(url, commit, place, job);
            }
            Files.setLastModifiedTime(place, FileTime.from(Instant.now()));
            prune();
            return place;
        } finally {
            lock.unlock();
        }
    }

    private void fetch(String url, String commit, Path place, JobContext job)
            throws IOException, InterruptedException {
        Files.createDirectories(root);
        var half = root.resolve("=" + commit);
        Folders.delete(half);
        git.run(job, root, "init", "-q", "--template=", half.toString());
        try {
            git.run(job, half, "fetch", "-q", "--no-tags", "--depth=1", "--", url, commit);
        } catch (IOException _) {
            // Not every server gives a commit by its name; a branch or a tag may lead to it.
            git.run(job, half, "fetch", "-q", "--", url, "+refs/*:refs/fetched/*");
        }
        git.run(job, half, "checkout", "-q", "--detach", commit);
        Folders.delete(half.resolve(".git"));
        Files.move(half, place);
    }

    /** Lets those go that were not used for the longest time. */
    private void prune() throws IOException {
        var all = new ArrayList<>(Folders.list(root));
        all.sort(Comparator.comparingLong(tool -> tool.toFile().lastModified()));
        for (var old : all.subList(0, Math.max(0, all.size() - MOST))) {
            Folders.delete(old);
        }
    }
}
