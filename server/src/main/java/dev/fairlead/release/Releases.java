package dev.fairlead.release;

import dev.fairlead.code.Repository;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.issue.Issue;
import dev.fairlead.issue.Project;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The releases of all repositories. */
@Component
public class Releases {
    /** By version; 409 when several repositories have it and none is named, 404 when none has. */
    public Release require(
            User user, String projectKey, String version, @Nullable String repository, Role role) {
        throw new UnsupportedOperationException();
    }

    /** Without a check: for code that works on an object already authorised. */
    public Release get(long id) {
        throw new UnsupportedOperationException();
    }

    public Optional<Release> find(Repository repository, String version) {
        throw new UnsupportedOperationException();
    }

    /** Newest first. */
    public List<Release> of(Project project, int limit) {
        throw new UnsupportedOperationException();
    }

    public List<ReleaseArtifact> artifacts(long release) {
        throw new UnsupportedOperationException();
    }

    /** The version that a merge of this issue's change would get now. */
    public String nextVersion(Repository repository, @Nullable Issue issue) {
        throw new UnsupportedOperationException();
    }
}
