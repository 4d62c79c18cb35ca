package dev.fairlead.identity;

import dev.fairlead.audit.Actor;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * The one door of authorisation. Every handler loads its object and asks here with the project that
 * the object belongs to; a system administrator may administer every project.
 */
@Component
public class Access {
    /**
     * Lets through who has the role.
     *
     * @throws dev.fairlead.problem.Problem 404 for who may not read the project, 403 for who may
     *     read but lacks the role
     */
    public void require(User user, long project, Role role) {
        throw new UnsupportedOperationException();
    }

    /** Lets through system administrators only (403 otherwise). */
    public void requireAdministrator(User user) {
        throw new UnsupportedOperationException();
    }

    public Optional<Role> roleOf(User user, long project) {
        throw new UnsupportedOperationException();
    }

    public boolean may(User user, long project, Role role) {
        return roleOf(user, project).filter(has -> has.compareTo(role) >= 0).isPresent();
    }

    /** The projects the user may read; empty for a system administrator, who may read all. */
    public Optional<Set<Long>> readable(User user) {
        throw new UnsupportedOperationException();
    }

    public void grant(Actor by, long project, String projectKey, User member, Role role) {
        throw new UnsupportedOperationException();
    }

    public Map<User, Role> members(long project) {
        throw new UnsupportedOperationException();
    }
}
