package dev.fairlead.issue;

import dev.fairlead.identity.Access;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.identity.Users;
import dev.fairlead.problem.Problem;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Who has which role in a project; changed by its administrators. */
@Component
public class Members {
    private final Access access;
    private final Users users;
    private final Control control;

    Members(Access access, Users users, Control control) {
        this.access = access;
        this.users = users;
        this.control = control;
    }

    public Map<User, Role> of(Project project) {
        return access.members(project.id());
    }

    /** Gives the user this role and no other. */
    @Transactional
    public User grant(User by, Project project, @Nullable String name, Role role) {
        access.require(by, project.id(), Role.ADMINISTER);
        var member = user(name);
        control.requireGranter(by, project, role.name().toLowerCase(Locale.ROOT), member.name());
        access.grant(by.actor(), project.id(), project.key(), member, role);
        return member;
    }

    @Transactional
    public User revoke(User by, Project project, String name) {
        access.require(by, project.id(), Role.ADMINISTER);
        var member = user(name);
        control.requireGranter(by, project, "none", member.name());
        access.revoke(by.actor(), project.id(), project.key(), member);
        return member;
    }

    public static Role role(@Nullable String words) {
        for (var role : Role.values()) {
            if (role.name().toLowerCase(Locale.ROOT).equals(words)) {
                return role;
            }
        }
        throw Problem.invalid(
                "role",
                "role: must be one of read, write, administer, was \"%s\"."
                        .formatted(words == null ? "" : words));
    }

    private User user(@Nullable String name) {
        return users.byName(name == null ? "" : name.strip())
                .orElseThrow(() ->
                        Problem.invalid(
                                "user",
                                "user: there is nobody called \"%s\". An administrator makes users."
                                        .formatted(name == null ? "" : name)));
    }
}
