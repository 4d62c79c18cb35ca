package dev.fairlead.issue;

import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import java.util.List;
import org.springframework.stereotype.Component;

/** The projects, behind the door of authorisation. */
@Component
public class Projects {
    /** Creates a project; its creator (a system administrator) administers it. */
    public Project create(User by, String key, String name) {
        throw new UnsupportedOperationException();
    }

    /** The project by key, for a user with at least this role; 404 or 403 otherwise. */
    public Project require(User user, String key, Role role) {
        throw new UnsupportedOperationException();
    }

    /** Without a check: for code that works on an object already authorised. */
    public Project get(long id) {
        throw new UnsupportedOperationException();
    }

    public List<Project> visibleTo(User user) {
        throw new UnsupportedOperationException();
    }
}
