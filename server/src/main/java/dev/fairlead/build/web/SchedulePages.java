package dev.fairlead.build.web;

import dev.fairlead.build.Schedules;
import dev.fairlead.code.Repositories;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.issue.Projects;
import dev.fairlead.web.Place;
import dev.fairlead.web.Section;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The schedules of a repository. */
@Controller
@RequestMapping("/projects/{key}/repositories/{slug}/schedules")
class SchedulePages {
    private final Schedules schedules;
    private final Repositories repositories;
    private final Projects projects;
    private final Access access;

    SchedulePages(
            Schedules schedules, Repositories repositories, Projects projects, Access access) {
        this.schedules = schedules;
        this.repositories = repositories;
        this.projects = projects;
        this.access = access;
    }

    @GetMapping
    ModelAndView page(User user, @PathVariable String key, @PathVariable String slug) {
        var repository = repositories.require(user, key, slug, Role.READ);
        var project = projects.get(repository.projectId());
        return new ModelAndView(
                "build/schedules",
                Map.of(
                        "place",
                        new Place(project.key(), project.name(), Section.BUILDS),
                        "repository",
                        repository,
                        "schedules",
                        schedules.of(repository),
                        "mayAdminister",
                        access.may(user, project.id(), Role.ADMINISTER)));
    }

    @PostMapping("/{name}")
    String enable(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @PathVariable String name,
            @RequestParam boolean enabled) {
        var repository = repositories.require(user, key, slug, Role.ADMINISTER);
        schedules.enable(user, repository, name, enabled);
        return "redirect:" + repository.url() + "/schedules";
    }
}
