package dev.fairlead.agent.host;

import dev.fairlead.agent.ssh.Connection;
import dev.fairlead.protocol.JobSpec.RunHostStep.Artifact;
import dev.fairlead.protocol.Reach;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** What the work on a host needs from the agent that runs it. */
interface HostJob {
    long fence();

    /** What the job's command sees as variables of these names, and nobody else. */
    Map<String, String> secrets();

    /** A connection that its keys open; no command sees one of them. */
    Connection connection(Reach way) throws IOException;

    /** Adds a line to the job's log. */
    void say(String line) throws IOException;

    /** Adds output to the job's log. */
    void output(byte[] bytes, int length) throws IOException;

    /** Whether somebody cancelled the job or its lease is no longer ours. */
    boolean cancelled();

    /** The files of the job's commit as a tar, in a file that goes with the job. */
    Path source() throws IOException, InterruptedException;

    /** Whether its lease surely holds, so that what has no fence may be commanded. */
    default boolean holds() {
        return !cancelled();
    }

    /** The bytes to install, verified, in a file that goes with the job. */
    Path fetch(Artifact artifact) throws IOException, InterruptedException;
}
