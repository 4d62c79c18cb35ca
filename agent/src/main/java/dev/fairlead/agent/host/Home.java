package dev.fairlead.agent.host;

import dev.fairlead.protocol.JobSpec.RunHostStep.Artifact;
import dev.fairlead.protocol.Reach;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A host's folder and what is done in it, wherever it lies: on this machine, or at the other end of
 * an SSH connection. What it keeps is the same in both.
 */
interface Home {
    /** Where a folder lies: on this machine, or where a way leads. */
    static Home of(String folder, @Nullable Reach reach, HostJob job) throws IOException {
        return reach == null
                ? LocalHome.of(folder)
                : new SshHome(folder, reach, job.connection(reach));
    }

    /**
     * Brings the bytes to install, unless they are there.
     *
     * @param installs whether they are installed now: then they are not read again where they lie
     *     as they were verified, and are kept longer, for going back
     * @return their place on the host
     */
    String bring(Artifact artifact, boolean installs, HostJob job)
            throws IOException, InterruptedException;

    /** Runs a command under the wrapper, and passes its output on to the job. */
    CommandEnd run(HostCommand command, HostJob job) throws IOException, InterruptedException;

    /**
     * Begins to read what will be asked for when a check that may have to wait has ended well; who
     * then asks is answered sooner.
     */
    void readAhead(HostJob job);

    /** Asks what is true there. */
    Truth ask(Question question, HostJob job) throws IOException, InterruptedException;

    /** The version that a process tells at an address as the host's environment names it. */
    VersionAnswer version(String url);

    /** Looks at what a deployment needs, and changes nothing. */
    Facts facts(int port, boolean java) throws IOException, InterruptedException;

    /**
     * @param file below the folder; null to look for one with the digest
     * @param bar whether every fence up to the job's is refused from now on
     */
    record Question(@Nullable String file, @Nullable String sha256, boolean bar) {}

    /**
     * @param atWork whether a wrapper was at work, so that nothing was barred
     * @param underWay whether the journal's last command, or what it left when it was killed, is
     *     still running
     * @param started when the process that holds the file started; null for none that may be seen
     */
    record Truth(
            boolean atWork,
            Journal journal,
            boolean underWay,
            InstalledFile file,
            @Nullable Instant started) {}
}
