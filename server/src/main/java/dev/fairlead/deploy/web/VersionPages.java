package dev.fairlead.deploy.web;

import dev.fairlead.deploy.DefinitionVersions;
import dev.fairlead.deploy.DefinitionVersions.Version;
import dev.fairlead.deploy.Environment;
import dev.fairlead.deploy.Environments;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.identity.Users;
import dev.fairlead.issue.Projects;
import dev.fairlead.problem.Problem;
import dev.fairlead.web.Flash;
import dev.fairlead.web.Place;
import dev.fairlead.web.Section;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Who edited an environment, what that changed, and taking an older version again. */
@Controller
@RequestMapping("/projects/{key}/environments/{name}/versions")
class VersionPages {
    private final Environments environments;
    private final DefinitionVersions versions;
    private final Projects projects;
    private final Users users;
    private final Access access;

    VersionPages(
            Environments environments,
            DefinitionVersions versions,
            Projects projects,
            Users users,
            Access access) {
        this.environments = environments;
        this.versions = versions;
        this.projects = projects;
        this.users = users;
        this.access = access;
    }

    /** Two versions side by side: the newest and the one before unless others are named. */
    @GetMapping
    ModelAndView page(
            User user,
            @PathVariable String key,
            @PathVariable String name,
            @RequestParam @Nullable Integer from,
            @RequestParam @Nullable Integer to,
            @RequestParam @Nullable Integer before) {
        var environment = environments.require(user, key, name, Role.READ);
        var newer = to == null ? environment.version() : to;
        var older = from == null ? Math.max(1, newer - 1) : from;
        var some = versions.of(environment, before == null ? Integer.MAX_VALUE : before);
        return new ModelAndView(
                "deploy/versions",
                Map.of(
                        "page",
                        new VersionPage(
                                place(environment),
                                environment,
                                some,
                                !some.isEmpty() && some.getLast().version() > 1,
                                older,
                                newer,
                                versions.between(environment, older, newer),
                                names(some),
                                access.may(user, environment.projectId(), Role.ADMINISTER))));
    }

    @PostMapping("/{version}/restoration")
    String restore(
            User user,
            @PathVariable String key,
            @PathVariable String name,
            @PathVariable int version,
            HttpServletResponse response) {
        try {
            var restored = versions.restore(user, key, name, version);
            Flash.say(
                    response,
                    "Version %d is version %d again.".formatted(restored.version(), version));
        } catch (Problem refused) {
            if (refused.field() == null && refused.status() != 409) {
                throw refused;
            }
            Flash.say(response, refused.detail());
        }
        return "redirect:/projects/" + key + "/environments/" + name + "/versions";
    }

    private Map<Long, String> names(List<Version> some) {
        var ids = new HashSet<Long>();
        some.forEach(version -> {
            ids.add(version.editor());
            ids.addAll(version.writers());
        });
        return users.names(ids);
    }

    private Place place(Environment environment) {
        var project = projects.get(environment.projectId());
        return new Place(project.key(), project.name(), Section.ENVIRONMENTS);
    }
}
