package dev.fairlead.release;

import dev.fairlead.code.Changes;
import dev.fairlead.code.Repository;
import dev.fairlead.code.Source;
import dev.fairlead.identity.Users;
import dev.fairlead.problem.Problem;
import dev.fairlead.review.PullRequests;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Makes the commit that a release is built from: the merge with nothing changed but the version. No
 * branch holds it; until its tag exists a hidden ref does.
 */
@Component
class ReleaseCommits {
    private static final int FILE_LIMIT = 1 << 20;

    private final Source source;
    private final Changes changes;
    private final ReleaseStore store;
    private final PullRequests pullRequests;
    private final Users users;

    ReleaseCommits(
            Source source,
            Changes changes,
            ReleaseStore store,
            PullRequests pullRequests,
            Users users) {
        this.source = source;
        this.changes = changes;
        this.store = store;
        this.pullRequests = pullRequests;
        this.users = users;
    }

    /** A project without a file that holds its version is released from the merge itself. */
    void make(Repository repository, Release release) {
        var files = files(repository, release);
        if (files.isEmpty()) {
            store.committed(release.id(), release.mergeCommit());
            return;
        }
        var merger = pullRequests.byId(release.pullRequest()).mergedBy();
        changes.commit(
                users.get(Objects.requireNonNull(merger)),
                repository,
                release.mergeCommit(),
                files,
                "Release " + release.version() + "\n",
                "refs/fairlead/releases/" + release.version(),
                commit -> {
                    if (!store.committed(release.id(), commit)) {
                        throw Problem.unavailable(
                                "Another server makes the commit of release " + release.version());
                    }
                });
    }

    /** Those of the project at a commit, root first; none without Maven. */
    List<Pom> poms(Repository repository, String commit) {
        try {
            return Reactor.read(path -> file(repository, commit, path));
        } catch (IllegalArgumentException e) {
            throw Problem.conflict("The coordinates cannot be read: " + e.getMessage() + ".");
        }
    }

    private Map<String, byte[]> files(Repository repository, Release release) {
        try {
            return VersionFiles.set(
                    path -> file(repository, release.mergeCommit(), path), release.version());
        } catch (IllegalArgumentException e) {
            throw Problem.conflict("The version cannot be set: " + e.getMessage() + ".");
        }
    }

    private Optional<byte[]> file(Repository repository, String commit, String path) {
        return source.file(repository, commit, path, FILE_LIMIT);
    }
}
