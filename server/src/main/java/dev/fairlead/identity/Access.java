package dev.fairlead.identity;

import dev.fairlead.audit.Actor;
import dev.fairlead.audit.Audit;
import dev.fairlead.problem.Problem;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The one door of authorisation. Every handler loads its object and asks here with the project that
 * the object belongs to; a system administrator may administer every project.
 */
@Component
public class Access {
    private final MemberStore store;
    private final Audit audit;

    Access(MemberStore store, Audit audit) {
        this.store = store;
        this.audit = audit;
    }

    /**
     * Lets through who has the role.
     *
     * @throws dev.fairlead.problem.Problem 404 for who may not read the project, 403 for who may
     *     read but lacks the role
     */
    public void require(User user, long project, Role role) {
        var has =
                roleOf(user, project)
                        .orElseThrow(() ->
                                Problem.notFound("There is no such thing, or you may not see it."));
        if (has.compareTo(role) < 0) {
            throw Problem.forbidden(
                    "This needs the role %s in the project, you have %s. Ask one of its administrators."
                            .formatted(words(role), words(has)));
        }
    }

    /** Lets through system administrators only (403 otherwise). */
    public void requireAdministrator(User user) {
        if (!user.administrator()) {
            throw Problem.forbidden("Only a system administrator may do this.");
        }
    }

    public Optional<Role> roleOf(User user, long project) {
        return user.administrator() ? Optional.of(Role.ADMINISTER) : store.role(project, user.id());
    }

    public boolean may(User user, long project, Role role) {
        return roleOf(user, project).filter(has -> has.compareTo(role) >= 0).isPresent();
    }

    /** Whether there is a project that the user may write. */
    public boolean writesAnywhere(User user) {
        return user.administrator() || store.writes(user.id());
    }

    /** The projects the user may read; empty for a system administrator, who may read all. */
    public Optional<Set<Long>> readable(User user) {
        return user.administrator() ? Optional.empty() : Optional.of(store.projects(user.id()));
    }

    /** Gives the member this role and no other. */
    @Transactional
    public void grant(Actor by, long project, String projectKey, User member, Role role) {
        if (store.put(project, member.id(), role)) {
            audit.record(
                    by,
                    "member.granted",
                    projectKey,
                    Map.of("member", member.name(), "role", words(role)));
        }
    }

    /** Nothing happens when the user has no role. */
    @Transactional
    public void revoke(Actor by, long project, String projectKey, User member) {
        if (store.remove(project, member.id())) {
            audit.record(by, "member.revoked", projectKey, Map.of("member", member.name()));
        }
    }

    /** Those with a role of their own, by name. */
    public Map<User, Role> members(long project) {
        var members = new LinkedHashMap<User, Role>();
        store.members(project).forEach(member -> members.put(member.user(), member.role()));
        return members;
    }

    private static String words(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }
}
