package dev.fairlead.code;

import dev.fairlead.audit.Audit;
import dev.fairlead.code.store.GitStore;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.issue.Project;
import dev.fairlead.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The repositories, behind the door of authorisation. */
@Component
public class Repositories {
    private static final Pattern SLUG = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,62}[a-z0-9])?");
    private static final String DEFAULT_BRANCH = "main";

    private final RepositoryStore store;
    private final GitStore git;
    private final Access access;
    private final Audit audit;

    Repositories(RepositoryStore store, GitStore git, Access access, Audit audit) {
        this.store = store;
        this.git = git;
        this.access = access;
        this.audit = audit;
    }

    /** Creates an empty repository; its creator administers the project. */
    @Transactional
    public Repository create(User by, Project project, String slug) {
        access.require(by, project.id(), Role.ADMINISTER);
        if (!SLUG.matcher(slug).matches() || slug.endsWith(".git") || slug.contains("..")) {
            throw Problem.invalid(
                    "slug",
                    "slug: must be lower-case letters, digits, dots and dashes, at most 64, begin"
                            + " and end with a letter or digit and not end with .git, was \""
                            + slug
                            + "\".");
        }
        var repository =
                store.insert(project, slug, DEFAULT_BRANCH)
                        .orElseThrow(() ->
                                Problem.conflict(
                                        "There is a repository %s/%s already."
                                                .formatted(project.key(), slug)));
        git.create(repository.id(), repository.defaultBranch());
        audit.record(by.actor(), "repository.created", repository.toString(), Map.of());
        return repository;
    }

    /** For a user with at least this role in the project; 404 or 403 otherwise. */
    public Repository require(User user, String projectKey, String slug, Role role) {
        var repository =
                store.find(projectKey, slug)
                        .filter(found -> access.may(user, found.projectId(), Role.READ))
                        .orElseThrow(() ->
                                Problem.notFound(
                                        "There is no repository %s/%s, or you may not read"
                                                        .formatted(projectKey, slug)
                                                + " it."));
        access.require(user, repository.projectId(), role);
        return repository;
    }

    /** Without a check: for code that works on an object already authorised. */
    public Repository get(long id) {
        return store.find(id)
                .orElseThrow(() -> Problem.notFound("There is no repository " + id + "."));
    }

    public List<Repository> of(Project project) {
        return store.of(project.id());
    }
}
