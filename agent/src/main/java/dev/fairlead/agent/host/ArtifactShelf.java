package dev.fairlead.agent.host;

import dev.fairlead.agent.OldFiles;
import dev.fairlead.agent.crypto.Sha256;
import dev.fairlead.protocol.JobSpec.RunHostStep.Artifact;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/**
 * The bytes to install, below a host's folder by digest: fetched once, and checked again each time.
 */
final class ArtifactShelf {
    /** So that going back to the release before needs nothing from the server. */
    private static final int INSTALLED = 3;

    /** What was only brought, to be installed when somebody says so: the latest. */
    private static final int OTHERS = 1;

    private static final String MARK = ".installed";

    private final HostFolder folder;

    ArtifactShelf(HostFolder folder) {
        this.folder = folder;
    }

    /**
     * @param installs whether they are installed now
     */
    Path get(Artifact artifact, boolean installs, HostJob job)
            throws IOException, InterruptedException {
        var place = folder.artifacts().resolve(artifact.sha256()).resolve(fileName(artifact));
        Files.createDirectories(place.getParent());
        if (!Files.isRegularFile(place) || !holds(place, artifact)) {
            fetch(artifact, job, place);
            job.say("fetched " + artifact.name() + ", sha256 " + artifact.sha256());
        }
        if (installs) {
            Files.write(place.resolveSibling(MARK), new byte[0]);
        }
        Files.setLastModifiedTime(place.getParent(), FileTime.from(Instant.now()));
        OldFiles.keepLatest(folder.artifacts(), INSTALLED, ArtifactShelf::wasInstalled);
        OldFiles.keepLatest(folder.artifacts(), OTHERS, one -> !wasInstalled(one));
        return place;
    }

    private static void fetch(Artifact artifact, HostJob job, Path place)
            throws IOException, InterruptedException {
        var fetched = job.fetch(artifact);
        var fresh = Files.createTempFile(place.getParent(), "fetched", ".new");
        Files.copy(fetched, fresh, StandardCopyOption.REPLACE_EXISTING);
        if (!holds(fresh, artifact)) {
            Files.delete(fresh);
            throw wrongBytes(artifact);
        }
        try (var channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(fresh, place, StandardCopyOption.ATOMIC_MOVE);
    }

    static IOException wrongBytes(Artifact artifact) {
        return new IOException(
                artifact.name()
                        + " does not have the digest of the release, sha256 "
                        + artifact.sha256()
                        + ". Nothing was installed.");
    }

    private static boolean wasInstalled(Path one) {
        return Files.exists(one.resolve(MARK));
    }

    private static boolean holds(Path file, Artifact artifact) throws IOException {
        return Sha256.fits(file, artifact.size(), artifact.sha256());
    }

    /** The artifact's own name, which comes from a repository that anybody may write to. */
    static String fileName(Artifact artifact) {
        if (!artifact.name().matches("[A-Za-z0-9_+][A-Za-z0-9._+-]{0,199}")) {
            throw new IllegalArgumentException(
                    "artifact: its name must be letters, digits and ._+-, was \""
                            + artifact.name()
                            + "\"");
        }
        return artifact.name();
    }
}
