package dev.fairlead.code.web;

import dev.fairlead.code.Repositories;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.issue.Project;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The repositories of a project, and the form that makes one. */
@Controller
class CodePages {
    private final Projects projects;
    private final Repositories repositories;
    private final RepositoryViews views;
    private final Access access;

    CodePages(Projects projects, Repositories repositories, RepositoryViews views, Access access) {
        this.projects = projects;
        this.repositories = repositories;
        this.views = views;
        this.access = access;
    }

    @GetMapping("/projects/{key}/code")
    ModelAndView page(User user, @PathVariable String key) {
        return view(user, projects.require(user, key, Role.READ), Form.empty());
    }

    @PostMapping("/projects/{key}/repositories")
    ModelAndView create(User user, @PathVariable String key, @RequestParam String slug) {
        var project = projects.require(user, key, Role.ADMINISTER);
        try {
            var repository = repositories.create(user, project, slug.strip());
            return new ModelAndView("redirect:" + repository.url());
        } catch (Problem problem) {
            var view = view(user, project, Form.of(Map.of("slug", slug)).refused(problem));
            view.setStatus(HttpStatusCode.valueOf(problem.status()));
            return view;
        }
    }

    private ModelAndView view(User user, Project project, Form form) {
        return new ModelAndView(
                "code/code",
                Map.of(
                        "page",
                        new CodePage(
                                new Place(project.key(), project.name(), Section.CODE),
                                repositories.of(project).stream().map(views::summary).toList(),
                                access.may(user, project.id(), Role.ADMINISTER),
                                form)));
    }
}
