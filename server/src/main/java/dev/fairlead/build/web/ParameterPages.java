package dev.fairlead.build.web;

import dev.fairlead.build.Build;
import dev.fairlead.build.Builds;
import dev.fairlead.code.Repositories;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.issue.Projects;
import dev.fairlead.problem.Problem;
import dev.fairlead.web.Form;
import dev.fairlead.web.Place;
import dev.fairlead.web.Section;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Running a build's commit by hand, with other values for the parameters of its plan. */
@Controller
@RequestMapping("/builds/{id}/parameters")
class ParameterPages {
    private final Builds builds;
    private final Repositories repositories;
    private final Projects projects;

    ParameterPages(Builds builds, Repositories repositories, Projects projects) {
        this.builds = builds;
        this.repositories = repositories;
        this.projects = projects;
    }

    /** Begins with the values that the build had. */
    @GetMapping
    ModelAndView form(User user, @PathVariable long id) {
        var build = builds.require(user, id, Role.WRITE);
        return view(build, Form.of(build.trigger().parameters()));
    }

    @PostMapping
    ModelAndView run(
            User user, @PathVariable long id, @RequestParam Map<String, String> submitted) {
        var build = builds.require(user, id, Role.WRITE);
        var given = new LinkedHashMap<String, String>();
        for (var parameter : builds.parameters(build)) {
            var value = submitted.get(parameter.name());
            if (value != null) {
                given.put(parameter.name(), value);
            }
        }
        try {
            return new ModelAndView("redirect:" + builds.run(user, build, given).url());
        } catch (Problem problem) {
            var view = view(build, Form.of(given).refused(problem));
            view.setStatus(HttpStatusCode.valueOf(problem.status()));
            return view;
        }
    }

    private ModelAndView view(Build build, Form form) {
        var project = projects.get(repositories.get(build.repositoryId()).projectId());
        return new ModelAndView(
                "build/parameters",
                Map.of(
                        "place",
                        new Place(project.key(), project.name(), Section.BUILDS),
                        "build",
                        build,
                        "parameters",
                        builds.parameters(build),
                        "form",
                        form));
    }
}
