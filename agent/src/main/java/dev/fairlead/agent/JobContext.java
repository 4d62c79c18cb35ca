package dev.fairlead.agent;

import dev.fairlead.protocol.JobSpec.RunHostStep.Artifact;
import dev.fairlead.protocol.StoredFile;
import dev.fairlead.protocol.TaskRun;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a handler is given to do one job with. */
public interface JobContext {
    long job();

    long fence();

    /** What commands of the job see as variables of these names, and nobody else. */
    Map<String, String> secrets();

    /** Where output goes, secrets masked; its end comes with the job's. */
    JobLog log();

    /** Whether to stop: somebody cancelled the job, or its lease is no longer ours. */
    boolean cancelled();

    /**
     * Whether the lease surely holds: the server said so a moment ago, by a clock that goes on
     * while this process is paused. What has no fence is commanded only while it does.
     */
    default boolean holds() {
        return !cancelled();
    }

    /** Runs the action once when the job is cancelled, at once when it already is. */
    void onCancel(Runnable action);

    /** Says what is done now; the next heartbeat carries it. */
    void step(String name);

    /** An empty folder of this job's own, deleted after it. */
    Path folder() throws IOException;

    /** Opens the tar of the job's commit. */
    InputStream source() throws IOException, InterruptedException;

    /**
     * What the agent's git may fetch: the job's repository, or a submodule's.
     *
     * @param of the repository whose tree has the submodule
     * @param submodule its address there; null for the job's repository
     */
    GitSource gitSource(@Nullable Long of, @Nullable String submodule)
            throws IOException, InterruptedException;

    /** Fetches the bytes to install into the job's folder and checks size and digest. */
    Path fetchArtifact(Artifact artifact) throws IOException, InterruptedException;

    /** Fetches what another job of the build kept, and checks size and digest. */
    void fetchInput(StoredFile input, Path to) throws IOException, InterruptedException;

    /** Has the server keep a file under a name. */
    StoredFile store(String name, Path file) throws IOException, InterruptedException;

    /** Tells how tasks of a play stand; what was told before of the same is replaced. */
    void ran(List<TaskRun> runs) throws IOException, InterruptedException;
}
