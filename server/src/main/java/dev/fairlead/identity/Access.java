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
    private final CallerScope callers;
    private final Audit audit;

    Access(MemberStore store, CallerScope callers, Audit audit) {
        this.store = store;
        this.callers = callers;
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
            requireWhole(user);
            throw Problem.forbidden("Only a system administrator may do this.");
        }
    }

    /** Lets through who is not limited by a token's scope (403 otherwise). */
    public void requireWhole(User user) {
        if (callers.of(user).isPresent()) {
            throw Problem.forbidden(
                    "This token is limited to a role or a project, and this needs all that %s may: log in with your password, or use a token without limits."
                            .formatted(user.name()));
        }
    }

    public Optional<Role> roleOf(User user, long project) {
        var limited = callers.of(user);
        return limited.isEmpty()
                ? ownRole(user, project)
                : limited.get().scope().limit(ownRole(limited.get().owner(), project), project);
    }

    private Optional<Role> ownRole(User user, long project) {
        return user.administrator() ? Optional.of(Role.ADMINISTER) : store.role(project, user.id());
    }

    public boolean may(User user, long project, Role role) {
        return roleOf(user, project).filter(has -> has.compareTo(role) >= 0).isPresent();
    }

    /** Whether there is a project that the user may write. */
    public boolean writesAnywhere(User user) {
        var limited = callers.of(user);
        if (limited.isPresent() && limited.get().scope().project() != null) {
            return may(user, limited.get().scope().project(), Role.WRITE);
        }
        var owner = limited.map(CallerScope.Limited::owner).orElse(user);
        var writes = limited.isEmpty() || limited.get().scope().most() != Role.READ;
        return writes && (owner.administrator() || store.writes(owner.id()));
    }

    /** The projects the user may read; empty for a system administrator, who may read all. */
    public Optional<Set<Long>> readable(User user) {
        var limited = callers.of(user);
        var owner = limited.map(CallerScope.Limited::owner).orElse(user);
        var only = limited.map(CallerScope.Limited::scope).map(Scope::project);
        if (only.isPresent()) {
            return Optional.of(may(user, only.get(), Role.READ) ? Set.of(only.get()) : Set.of());
        }
        return owner.administrator() ? Optional.empty() : Optional.of(store.projects(owner.id()));
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
