package dev.fairlead.agent.build;

import dev.fairlead.agent.JobContext;
import dev.fairlead.agent.Launcher;
import dev.fairlead.agent.Watch;
import dev.fairlead.agent.limit.Guard;
import dev.fairlead.protocol.JobSpec.RunBuild;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** What keeps the steps of a job apart from the rest of the agent's machine. */
interface Enclosure {
    /**
     * The job whose steps are to run: what it is, where, and within which limits.
     *
     * @param variables what its steps see besides Fairlead's own, secrets among them: for no
     *     argument and for no process outside
     */
    record Steps(
            long job,
            RunBuild spec,
            Map<String, String> variables,
            JobFolders folders,
            Guard guard) {}

    /** What the pages call it. */
    String words();

    /** Makes ready what the job's folders must hold besides the commit. */
    default void prepare(JobFolders folders) throws IOException {}

    /** The command that runs one step's script in it. */
    Launcher.Command command(Steps job, String script, Duration timeout);

    /** What runs beside the job's steps. */
    default Services services(Steps job, JobContext context) {
        return Services.NONE;
    }

    /** Who looks after a step's command. */
    default Watch watch(Steps job) {
        return job.guard();
    }

    /** What an exit code means that this enclosure gives; empty for nothing in particular. */
    default String meaning(int exitCode, Steps job) {
        return "";
    }
}
