package dev.fairlead.stash.web;

import dev.fairlead.code.Repositories;
import dev.fairlead.code.Repository;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.issue.Projects;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The projects and repositories that somebody may see. */
@Hidden
@RestController
@RequestMapping(Rest.API)
class StashProjectRest {
    private final Projects projects;
    private final Repositories repositories;
    private final Access access;
    private final Forms forms;

    StashProjectRest(Projects projects, Repositories repositories, Access access, Forms forms) {
        this.projects = projects;
        this.repositories = repositories;
        this.access = access;
        this.forms = forms;
    }

    @GetMapping("/projects")
    Page<StashProject> projects(User user, Paging paging) {
        return Page.ofAll(paging, projects.visibleTo(user)).map(forms::project);
    }

    @GetMapping("/projects/{key}")
    StashProject project(User user, @PathVariable String key) {
        return forms.project(projects.require(user, key.toUpperCase(Locale.ROOT), Role.READ));
    }

    @GetMapping("/projects/{key}/repos")
    Page<StashRepository> repositories(User user, @PathVariable String key, Paging paging) {
        var project = projects.require(user, key.toUpperCase(Locale.ROOT), Role.READ);
        return Page.ofAll(paging, repositories.of(project)).map(forms::repository);
    }

    /** Those in which the asker has the permission; every repository here is available. */
    @GetMapping("/repos")
    Page<StashRepository> all(
            User user,
            @RequestParam @Nullable String permission,
            @RequestParam @Nullable String state,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String projectkey,
            Paging paging) {
        var role = Permission.roleOrRead("permission", permission);
        if (state != null && !state.isEmpty() && !state.equalsIgnoreCase("AVAILABLE")) {
            return Page.ofAll(paging, List.of());
        }
        var found =
                projects.visibleTo(user).stream()
                        .filter(in -> projectkey.isEmpty() || in.key().equalsIgnoreCase(projectkey))
                        .filter(in -> access.may(user, in.id(), role))
                        .flatMap(in -> repositories.of(in).stream())
                        .filter(one -> matches(one, name))
                        .toList();
        return Page.ofAll(paging, found).map(forms::repository);
    }

    private static boolean matches(Repository repository, String name) {
        return repository.slug().contains(name.strip().toLowerCase(Locale.ROOT));
    }
}
