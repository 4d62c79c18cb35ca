package dev.fairlead.issue;

import dev.fairlead.audit.Audit;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.KnownProjects;
import dev.fairlead.identity.ProjectControlled;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.problem.Problem;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The projects, behind the door of authorisation. */
@Component
public class Projects implements KnownProjects {
    private final ProjectStore store;
    private final Access access;
    private final Audit audit;
    private final ApplicationEventPublisher events;

    Projects(ProjectStore store, Access access, Audit audit, ApplicationEventPublisher events) {
        this.store = store;
        this.access = access;
        this.audit = audit;
        this.events = events;
    }

    /** Creates a project; its creator (a system administrator) administers it. */
    @Transactional
    public Project create(User by, @Nullable String key, @Nullable String name) {
        access.requireAdministrator(by);
        var project =
                store.insert(Wording.key(key), Wording.line("name", name))
                        .orElseThrow(() -> taken(key));
        audit.record(by.actor(), "project.created", project.key(), Map.of("name", project.name()));
        return project;
    }

    /** The project by key, for a user with at least this role; 404 or 403 otherwise. */
    public Project require(User user, String key, Role role) {
        var project = store.byKey(key).orElseThrow(() -> unknown(key));
        if (access.roleOf(user, project.id()).isEmpty()) {
            throw unknown(key);
        }
        access.require(user, project.id(), role);
        return project;
    }

    /** Without a check: for code that works on an object already authorised. */
    public Project get(long id) {
        return store.byId(id)
                .orElseThrow(() -> new IllegalStateException("project " + id + ": this is a bug"));
    }

    @Override
    public long id(User reader, String key) {
        return require(reader, key, Role.READ).id();
    }

    @Override
    public Map<Long, String> keys(Collection<Long> ids) {
        return store.byIds(Set.copyOf(ids)).stream()
                .collect(Collectors.toMap(Project::id, Project::key));
    }

    @Override
    public Set<Long> controlled(Collection<Long> ids) {
        return store.controlled(ids);
    }

    public boolean isControlled(Project project) {
        return !store.controlled(Set.of(project.id())).isEmpty();
    }

    /** Puts a project under the rules of controlled ones, or takes it out; recorded either way. */
    @Transactional
    public void control(User by, Project project, boolean controlled) {
        access.requireAdministrator(by);
        if (store.control(project.id(), controlled)) {
            audit.record(
                    by.actor(),
                    controlled ? "project.controlled" : "project.uncontrolled",
                    project.key(),
                    Map.of());
            events.publishEvent(new ProjectControlled(project.id(), controlled));
        }
    }

    public List<Project> visibleTo(User user) {
        return access.readable(user).map(store::byIds).orElseGet(store::all);
    }

    /** How new branches are named in the project of this id. */
    public BranchNaming branchNaming(long project) {
        return store.branchNaming(project);
    }

    /** Says how new branches are named from now on; those that are there keep their names. */
    @Transactional
    public void nameBranches(User by, Project project, BranchNaming naming) {
        access.require(by, project.id(), Role.ADMINISTER);
        var before = store.branchNaming(project.id());
        if (!before.equals(naming)) {
            store.nameBranches(project.id(), naming);
            audit.record(
                    by.actor(),
                    "branch-naming.changed",
                    project.key(),
                    Map.of("old", words(before), "new", words(naming)));
        }
    }

    private static Map<String, Object> words(BranchNaming naming) {
        return Map.of("needsKey", naming.needsKey(), "exceptions", naming.texts());
    }

    private static Problem taken(@Nullable String key) {
        return new KeyTaken("key: the project %s exists already. Choose another.".formatted(key));
    }

    private static Problem unknown(String key) {
        return Problem.notFound("There is no project %s, or you may not see it.".formatted(key));
    }

    /** 409, and beside the field on the form. */
    private static final class KeyTaken extends Problem {
        private static final long serialVersionUID = 1;

        KeyTaken(String detail) {
            super(409, "key", detail);
        }
    }
}
