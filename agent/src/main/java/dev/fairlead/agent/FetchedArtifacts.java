package dev.fairlead.agent;

import dev.fairlead.agent.crypto.Sha256;
import dev.fairlead.protocol.JobSpec.RunHostStep.Artifact;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * The artifacts that an agent fetched last, by digest: one download serves all hosts of a
 * deployment. Their bytes are checked when they are used again and do not lie there as they were
 * left.
 */
final class FetchedArtifacts {
    private static final int KEPT = 3;
    private static final long LOOK_MILLIS = 100;

    private final Path folder;
    private final Map<String, ReentrantLock> underWay = new ConcurrentHashMap<>();
    private final Map<String, FileTime> left = new ConcurrentHashMap<>();

    FetchedArtifacts(Path folder) {
        this.folder = folder;
    }

    /** Where the bytes come from. */
    interface Source {
        InputStream open() throws IOException, InterruptedException;
    }

    /**
     * Lays the artifact into a file of the job's, which it may do with as it likes.
     *
     * @param stop whether a job that waits for another's download is to give up
     */
    void into(Path file, Artifact artifact, Source source, BooleanSupplier stop)
            throws IOException, InterruptedException {
        var lock = underWay.computeIfAbsent(artifact.sha256(), _ -> new ReentrantLock());
        while (!lock.tryLock(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            if (stop.getAsBoolean()) {
                throw new IOException("The job ended before " + artifact.name() + " was fetched.");
            }
        }
        try {
            var place = folder.resolve(artifact.sha256());
            if (holds(place, artifact)) {
                Files.deleteIfExists(file);
                link(file, place);
            } else {
                try (var bytes = source.open()) {
                    Download.to(file, bytes, artifact);
                }
                keep(file, place);
            }
            Files.setLastModifiedTime(place, FileTime.from(Instant.now()));
            left.put(artifact.sha256(), Files.getLastModifiedTime(place));
            OldFiles.keepLatest(folder, KEPT);
            left.keySet().removeIf(digest -> !Files.exists(folder.resolve(digest)));
        } finally {
            lock.unlock();
            if (!lock.hasQueuedThreads()) {
                underWay.remove(artifact.sha256(), lock);
            }
        }
    }

    /** Whoever writes into a file changes its time. */
    private boolean holds(Path place, Artifact artifact) throws IOException {
        if (!Files.isRegularFile(place)) {
            return false;
        }
        var asLeft =
                Files.getLastModifiedTime(place).equals(left.get(artifact.sha256()))
                        && Files.size(place) == artifact.size();
        return asLeft || Sha256.fits(place, artifact.size(), artifact.sha256());
    }

    private void keep(Path file, Path place) throws IOException {
        Files.createDirectories(folder);
        var fresh = folder.resolve(UUID.randomUUID() + ".new");
        link(fresh, file);
        Files.move(fresh, place, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Each has a name of its own for the bytes, so that nothing is taken from under a job. */
    private static void link(Path file, Path bytes) throws IOException {
        try {
            Files.createLink(file, bytes);
        } catch (UnsupportedOperationException _) {
            Files.copy(bytes, file);
        }
    }
}
