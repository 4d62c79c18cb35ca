package dev.fairlead.issue.web;

import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.issue.BranchNaming;
import dev.fairlead.issue.Members;
import dev.fairlead.issue.Project;
import dev.fairlead.issue.Projects;
import dev.fairlead.web.Listing;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/projects")
class ProjectsApi {
    record NewProject(@Nullable String key, @Nullable String name) {}

    record ProjectAnswer(String key, String name, String url) {
        static ProjectAnswer of(Project project) {
            return new ProjectAnswer(project.key(), project.name(), "/projects/" + project.key());
        }
    }

    record Controlled(@Nullable Boolean controlled) {}

    record Membership(@Nullable String role) {}

    record Member(String name, String displayName, String role) {}

    /**
     * How new branches are named.
     *
     * @param needsKey whether a new branch carries the key of an open issue
     * @param exceptions globs of branches that need none
     */
    record Naming(@Nullable Boolean needsKey, @Nullable List<String> exceptions) {
        static Naming of(BranchNaming naming) {
            return new Naming(naming.needsKey(), naming.texts());
        }
    }

    private final Projects projects;
    private final Members members;

    ProjectsApi(Projects projects, Members members) {
        this.projects = projects;
        this.members = members;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ProjectAnswer create(User caller, @RequestBody NewProject wish) {
        return ProjectAnswer.of(projects.create(caller, wish.key(), wish.name()));
    }

    @GetMapping
    Listing<ProjectAnswer> list(User caller) {
        return Listing.of(projects.visibleTo(caller).stream().map(ProjectAnswer::of).toList());
    }

    @GetMapping("/{key}")
    ProjectAnswer get(User caller, @PathVariable String key) {
        return ProjectAnswer.of(projects.require(caller, key, Role.READ));
    }

    @GetMapping("/{key}/members")
    Listing<Member> members(User caller, @PathVariable String key) {
        var project = projects.require(caller, key, Role.READ);
        return Listing.of(
                members.of(project).entrySet().stream()
                        .map(entry -> member(entry.getKey(), entry.getValue()))
                        .toList());
    }

    @PutMapping("/{key}/members/{name}")
    Member grant(
            User caller,
            @PathVariable String key,
            @PathVariable String name,
            @RequestBody Membership wish) {
        var project = projects.require(caller, key, Role.ADMINISTER);
        var role = Members.role(wish.role());
        return member(members.grant(caller, project, name, role), role);
    }

    @GetMapping("/{key}/control")
    Controlled control(User caller, @PathVariable String key) {
        var project = projects.require(caller, key, Role.READ);
        return new Controlled(projects.isControlled(project));
    }

    /** For system administrators. */
    @PutMapping("/{key}/control")
    Controlled control(User caller, @PathVariable String key, @RequestBody Controlled wish) {
        var project = projects.require(caller, key, Role.READ);
        if (wish.controlled() != null) {
            projects.control(caller, project, wish.controlled());
        }
        return new Controlled(projects.isControlled(project));
    }

    @GetMapping("/{key}/branch-naming")
    Naming branchNaming(User caller, @PathVariable String key) {
        return Naming.of(projects.branchNaming(projects.require(caller, key, Role.READ).id()));
    }

    /** What is missing stays as it is. */
    @PutMapping("/{key}/branch-naming")
    Naming nameBranches(User caller, @PathVariable String key, @RequestBody Naming wish) {
        var project = projects.require(caller, key, Role.ADMINISTER);
        var now = projects.branchNaming(project.id());
        var naming =
                BranchNaming.of(
                        Objects.requireNonNullElse(wish.needsKey(), now.needsKey()),
                        Objects.requireNonNullElse(wish.exceptions(), now.texts()));
        projects.nameBranches(caller, project, naming);
        return Naming.of(naming);
    }

    private static Member member(User user, Role role) {
        return new Member(user.name(), user.displayName(), role.name().toLowerCase(Locale.ROOT));
    }
}
