package dev.fairlead.stash.web;

import dev.fairlead.identity.Access;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.identity.Users;
import dev.fairlead.issue.Projects;
import dev.fairlead.problem.Problem;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** People: one by name, or those who match a text and may do something. */
@Hidden
@RestController
@RequestMapping(Rest.API + "/users")
class StashUserRest {
    private static final int MOST_PERMISSIONS = 20;

    private final Users users;
    private final Access access;
    private final Projects projects;
    private final StashRepositories repositories;

    StashUserRest(Users users, Access access, Projects projects, StashRepositories repositories) {
        this.users = users;
        this.access = access;
        this.projects = projects;
        this.repositories = repositories;
    }

    @GetMapping("/{name}")
    StashUser get(User user, @PathVariable String name) {
        return StashUser.of(users.require(name.toLowerCase(Locale.ROOT)));
    }

    @GetMapping
    Page<StashUser> list(
            User user,
            @RequestParam(defaultValue = "") String filter,
            @RequestParam Map<String, String> query,
            Paging paging) {
        var text = filter.strip().toLowerCase(Locale.ROOT);
        Predicate<User> wanted = one -> matches(one, text);
        for (var i = 1; i <= MOST_PERMISSIONS && query.containsKey("permission." + i); i++) {
            wanted = wanted.and(having(user, "permission." + i, query));
        }
        return Page.ofAll(paging, users.all().stream().filter(wanted).toList()).map(StashUser::of);
    }

    private static boolean matches(User one, String text) {
        return one.name().contains(text)
                || one.displayName().toLowerCase(Locale.ROOT).contains(text)
                || one.email().contains(text);
    }

    /** Those who have the permission in a project or repository that the asker may read. */
    private Predicate<User> having(User asker, String field, Map<String, String> query) {
        var permission = query.getOrDefault(field, "");
        return switch (permission) {
            case "LICENSED_USER" -> _ -> true;
            case "ADMIN", "SYS_ADMIN" -> User::administrator;
            default -> {
                var role = Permission.role(field, permission);
                var members = access.members(project(asker, field, query));
                yield one ->
                        one.administrator()
                                || members.entrySet().stream()
                                        .anyMatch(member ->
                                                member.getKey().id() == one.id()
                                                        && member.getValue().compareTo(role) >= 0);
            }
        };
    }

    private long project(User asker, String field, Map<String, String> query) {
        var key = query.get(field + ".projectKey");
        if (key == null) {
            throw Problem.invalid(field, field + ": needs " + field + ".projectKey beside it.");
        }
        var slug = query.get(field + ".repositorySlug");
        return slug == null
                ? projects.require(asker, key.toUpperCase(Locale.ROOT), Role.READ).id()
                : repositories.require(asker, key, slug, Role.READ).projectId();
    }
}
