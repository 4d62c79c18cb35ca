package dev.fairlead.code;

import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.issue.Project;
import java.util.List;
import org.springframework.stereotype.Component;

/** The repositories, behind the door of authorisation. */
@Component
public class Repositories {
    public Repository create(User by, Project project, String slug) {
        throw new UnsupportedOperationException();
    }

    /** For a user with at least this role in the project; 404 or 403 otherwise. */
    public Repository require(User user, String projectKey, String slug, Role role) {
        throw new UnsupportedOperationException();
    }

    /** Without a check: for code that works on an object already authorised. */
    public Repository get(long id) {
        throw new UnsupportedOperationException();
    }

    public List<Repository> of(Project project) {
        throw new UnsupportedOperationException();
    }
}
