package dev.fairlead.review;

import dev.fairlead.code.Repository;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.identity.Users;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Component;

/** The names that sentences are made of. */
@Component
class People {
    private final Users users;
    private final Access access;

    People(Users users, Access access) {
        this.users = users;
        this.access = access;
    }

    String name(long user) {
        return user(user).name();
    }

    User user(long id) {
        return users.get(id);
    }

    /** Lets through whoever may write, and the author, unless a token is for less than that. */
    void requireMayAmend(User user, Repository repository, PullRequest pr) {
        if (access.may(user, repository.projectId(), Role.WRITE)) {
            return;
        }
        if (pr.author() == user.id()) {
            access.requireWhole(user);
        } else {
            access.require(user, repository.projectId(), Role.WRITE);
        }
    }

    /** The members who may write in the project and wrote none of it, by name. */
    List<String> lifters(Repository repository, Collection<Long> writers) {
        return access.members(repository.projectId()).entrySet().stream()
                .filter(member -> member.getValue().compareTo(Role.WRITE) >= 0)
                .filter(member -> !writers.contains(member.getKey().id()))
                .map(member -> member.getKey().name())
                .sorted()
                .toList();
    }

    boolean mayWrite(long project, long user) {
        return access.may(users.get(user), project, Role.WRITE);
    }

    /** Whether the user is a member who may write, not merely an administrator of the server. */
    boolean isWriter(long project, long user) {
        return access.members(project).entrySet().stream()
                .anyMatch(member ->
                        member.getKey().id() == user
                                && member.getValue().compareTo(Role.WRITE) >= 0);
    }
}
