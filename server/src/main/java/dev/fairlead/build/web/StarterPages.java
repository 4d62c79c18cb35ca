package dev.fairlead.build.web;

import dev.fairlead.build.Starter;
import dev.fairlead.code.Repositories;
import dev.fairlead.code.Repository;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.issue.Projects;
import dev.fairlead.plan.StarterFile;
import dev.fairlead.problem.Problem;
import dev.fairlead.web.Flash;
import dev.fairlead.web.Form;
import dev.fairlead.web.Place;
import dev.fairlead.web.Section;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Offers a first fairlead.yml to a repository that has none. */
@Controller
@RequestMapping("/projects/{key}/repositories/{slug}/starter")
class StarterPages {
    private final Starter starter;
    private final Repositories repositories;
    private final Projects projects;

    StarterPages(Starter starter, Repositories repositories, Projects projects) {
        this.starter = starter;
        this.repositories = repositories;
        this.projects = projects;
    }

    @GetMapping
    ModelAndView page(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @RequestParam @Nullable StarterFile tool) {
        var repository = repositories.require(user, key, slug, Role.WRITE);
        var names = starter.names(repository);
        var chosen = tool != null ? tool : StarterFile.detect(names).orElse(StarterFile.MAVEN);
        return view(repository, Form.of(Map.of("text", chosen.text(names))), chosen);
    }

    @PostMapping
    ModelAndView commit(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @RequestParam String text,
            HttpServletResponse response) {
        var repository = repositories.require(user, key, slug, Role.WRITE);
        // Browsers send CRLF, which a shell would take as part of the command.
        var lines = text.replace("\r\n", "\n");
        try {
            var issue = starter.commit(user, repository, lines);
            Flash.say(response, "fairlead.yml is on its branch and being built.");
            return new ModelAndView("redirect:" + issue.url());
        } catch (Problem problem) {
            var names = starter.names(repository);
            var view =
                    view(
                            repository,
                            Form.of(Map.of("text", lines)).refused(problem),
                            StarterFile.detect(names).orElse(StarterFile.MAVEN));
            view.setStatus(HttpStatusCode.valueOf(problem.status()));
            return view;
        }
    }

    private ModelAndView view(Repository repository, Form form, StarterFile tool) {
        var project = projects.get(repository.projectId());
        return new ModelAndView(
                "build/starter",
                Map.of(
                        "place", new Place(project.key(), project.name(), Section.CODE),
                        "repository", repository,
                        "form", form,
                        "tool", tool));
    }
}
