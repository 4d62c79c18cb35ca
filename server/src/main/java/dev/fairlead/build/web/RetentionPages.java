package dev.fairlead.build.web;

import dev.fairlead.build.Retention;
import dev.fairlead.build.RetentionRule;
import dev.fairlead.code.Repositories;
import dev.fairlead.code.Repository;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.issue.Projects;
import dev.fairlead.problem.Problem;
import dev.fairlead.web.Form;
import dev.fairlead.web.Place;
import dev.fairlead.web.Section;
import java.util.Map;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The rule of retention among a repository's settings. */
@Controller
@RequestMapping("/projects/{key}/repositories/{slug}/settings/retention")
class RetentionPages {
    private final Retention retention;
    private final Repositories repositories;
    private final Projects projects;
    private final Access access;

    RetentionPages(
            Retention retention, Repositories repositories, Projects projects, Access access) {
        this.retention = retention;
        this.repositories = repositories;
        this.projects = projects;
        this.access = access;
    }

    @GetMapping
    ModelAndView page(User user, @PathVariable String key, @PathVariable String slug) {
        var repository = repositories.require(user, key, slug, Role.READ);
        return view(user, repository, form(retention.of(repository)));
    }

    @PostMapping
    ModelAndView set(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @RequestParam(defaultValue = "") String builds,
            @RequestParam(defaultValue = "") String days) {
        var repository = repositories.require(user, key, slug, Role.ADMINISTER);
        try {
            var rule = new RetentionRule(number("builds", builds), number("days", days));
            retention.set(user, repository, rule);
            return new ModelAndView("redirect:" + repository.url() + "/settings/retention");
        } catch (Problem problem) {
            var form = Form.of(Map.of("builds", builds, "days", days));
            var view = view(user, repository, form.refused(problem));
            view.setStatus(HttpStatusCode.valueOf(problem.status()));
            return view;
        }
    }

    private static int number(String field, String typed) {
        try {
            return Integer.parseInt(typed.strip());
        } catch (NumberFormatException _) {
            throw Problem.invalid(
                    field, "%s: must be a number, was \"%s\".".formatted(field, typed));
        }
    }

    private static Form form(RetentionRule rule) {
        return Form.of(
                Map.of(
                        "builds", String.valueOf(rule.builds()),
                        "days", String.valueOf(rule.days())));
    }

    private ModelAndView view(User user, Repository repository, Form form) {
        var project = projects.get(repository.projectId());
        return new ModelAndView(
                "build/retention",
                Map.of(
                        "place",
                        new Place(project.key(), project.name(), Section.CODE),
                        "repository",
                        repository,
                        "rule",
                        retention.of(repository),
                        "mayAdminister",
                        access.may(user, project.id(), Role.ADMINISTER),
                        "form",
                        form));
    }
}
