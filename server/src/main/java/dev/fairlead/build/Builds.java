package dev.fairlead.build;

import dev.fairlead.code.Repository;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The builds of all repositories. */
@Component
public class Builds {
    /** For a user with at least this role in the project; 404 or 403 otherwise. */
    public Build require(User user, long id, Role role) {
        throw new UnsupportedOperationException();
    }

    /** Without a check: for code that works on an object already authorised. */
    public Build get(long id) {
        throw new UnsupportedOperationException();
    }

    /** Newest first. */
    public List<Build> list(
            Repository repository, @Nullable String branch, @Nullable String commit, int limit) {
        throw new UnsupportedOperationException();
    }

    /** The latest branch build of each commit. */
    public Map<String, Build> latest(Repository repository, Collection<String> commits) {
        throw new UnsupportedOperationException();
    }

    public Optional<Build> latestOf(Repository repository, String branch) {
        throw new UnsupportedOperationException();
    }

    public List<BuildArtifact> artifacts(long build) {
        throw new UnsupportedOperationException();
    }

    /**
     * Queues the release build of a commit with the plan's {@code release:} part (or {@code build:}
     * where there is none) in the current transaction; {@link BuildFinished} tells its end.
     */
    public Build queueRelease(Repository repository, String commit, String version) {
        throw new UnsupportedOperationException();
    }
}
