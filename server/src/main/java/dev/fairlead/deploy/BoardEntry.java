package dev.fairlead.deploy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One environment as the board shows it.
 *
 * @param verified what was verified there last; null before the first
 * @param ended the latest deployment that ended, where that went wrong; null otherwise
 * @param running the deployment under way; null for none
 * @param waiting those that wait for their turn, in that order
 * @param next the release at its door; null for none
 */
public record BoardEntry(
        Place place,
        List<Host> hosts,
        @Nullable Verified verified,
        @Nullable Ended ended,
        @Nullable Running running,
        List<Waits> waiting,
        List<Drift> drifts,
        @Nullable Next next) {
    /**
     * The environment itself.
     *
     * @param repositoryId null when the repository has gone
     * @param sets whether of its two sets of hosts one serves and one stands by
     * @param gone whether the file that kept the environment has it no longer
     */
    public record Place(
            long id,
            long projectId,
            String name,
            Definition.Kind kind,
            int order,
            String repository,
            @Nullable Long repositoryId,
            boolean automatic,
            @Nullable String after,
            boolean sets,
            boolean gone,
            List<String> hosts) {
        public String url(String projectKey) {
            return "/projects/" + projectKey + "/environments/" + name;
        }
    }

    /** What a host answered last. */
    public record Host(String name, HostAnswer answer, @Nullable Instant observed, boolean parked) {
        /** {@code "1.4.3"}, {@code "unknown bytes"}, {@code "not learned"}. */
        public String words() {
            if (answer.version() != null) {
                return answer.version();
            }
            return answer.sha256() == null ? "not learned" : "unknown bytes";
        }
    }

    /** By is null for Fairlead itself. */
    public record Verified(
            long deployment,
            long release,
            String version,
            String sha256,
            @Nullable Long by,
            Instant at) {}

    /** A deployment that failed or was stopped. */
    public record Ended(long deployment, String version, Deployment.State state, String note) {}

    /** Through counts the hosts whose turn is over; stuck asks for a person. */
    public record Running(
            long deployment,
            String version,
            int through,
            int hosts,
            boolean paused,
            boolean stuck) {}

    /** A deployment that waits for its turn. */
    public record Waits(long deployment, String version) {}

    /**
     * A release that may come here next.
     *
     * @param behind by how many releases what runs here is older
     * @param from the environment that has verified it; null where releases come here first
     */
    public record Next(
            String version,
            int behind,
            @Nullable String issue,
            @Nullable String from,
            Instant since) {}

    /** The version that every host answered with; empty when they disagree or one could not say. */
    public Optional<String> agreed() {
        var versions = hosts.stream().map(Host::words).distinct().toList();
        return versions.size() == 1
                ? Optional.ofNullable(hosts.getFirst().answer().version())
                : Optional.empty();
    }

    public List<Host> parked() {
        return hosts.stream().filter(Host::parked).toList();
    }
}
