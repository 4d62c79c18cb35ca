package dev.fairlead.agent.git;

import dev.fairlead.agent.GitSource;
import dev.fairlead.agent.JobContext;
import dev.fairlead.protocol.JobSpec.RunBuild.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Makes workspaces with a real {@code .git}. Everything in one is a copy: no remote, no shared
 * objects, no word of where the mirror is or by what it was fetched.
 */
public final class GitCheckout {
    /** What a shell runs in a workspace to have the files of git-lfs instead of their pointers. */
    public static final String LFS_PULL = "git lfs install --local && git lfs pull";

    private final GitProgram git;
    private final Mirrors mirrors;

    /**
     * @param work the agent's own folder
     */
    public GitCheckout(Path work) {
        this(work, GitProgram.in(work.resolve("git")));
    }

    GitCheckout(Path work, GitProgram git) {
        this.git = git;
        mirrors = new Mirrors(work.resolve("mirrors"), git);
    }

    /**
     * Fills an empty folder with the job's commit.
     *
     * @throws IOException with a sentence when it cannot be had
     */
    public void into(Path workspace, Checkout wish, JobContext job)
            throws IOException, InterruptedException {
        if (!git.has("git")) {
            throw new IOException(
                    "The job wants a real .git, and this agent has no git. Install it, or leave"
                            + " checkout: out.");
        }
        if (wish.lfs() && !git.has("git-lfs")) {
            throw new IOException(
                    "The job wants files of git-lfs, and this agent does not have it. Install it,"
                            + " or leave lfs: out.");
        }
        var source = job.gitSource(null, null);
        into(workspace, source, Objects.requireNonNull(source.commit()), wish, job);
        if (wish.submodules()) {
            new Submodules(git, this, wish, job).lay(workspace, source.repository(), 1);
        }
    }

    /** The same with a commit of another repository. */
    void into(Path folder, GitSource source, String commit, Checkout wish, JobContext job)
            throws IOException, InterruptedException {
        var tags = wish.depth() == 0;
        git.run(job, folder, "init", "-q", "--template=");
        mirrors.use(
                job,
                source,
                commit,
                tags,
                mirror -> git.run(job, folder, Map.of(), copy(mirror, commit, wish.depth())));
        Files.deleteIfExists(folder.resolve(".git/FETCH_HEAD"));
        git.run(job, folder, "checkout", "-q", "--detach", commit);
    }

    /** By its address, not by its path, for which git would link the mirror's own files. */
    private static List<String> copy(Path mirror, String commit, int depth) {
        var line = new ArrayList<>(List.of("fetch", "-q", "--no-tags"));
        if (depth > 0) {
            line.add("--depth=" + depth);
        }
        line.addAll(List.of(mirror.toUri().toString(), commit));
        if (depth == 0) {
            line.add("refs/tags/*:refs/tags/*");
        }
        return line;
    }
}
