package dev.fairlead.build.web;

import dev.fairlead.build.Build;
import dev.fairlead.build.BuildReports;
import dev.fairlead.build.Builds;
import dev.fairlead.build.Comparison;
import dev.fairlead.build.Comparisons;
import dev.fairlead.code.Repositories;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.issue.Projects;
import dev.fairlead.problem.Problem;
import dev.fairlead.web.Place;
import dev.fairlead.web.Section;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.ModelAndView;

/** A build beside another: the one named, or the one of its branch before it. */
@Controller
class ComparisonPages {
    private final Builds builds;
    private final BuildReports reports;
    private final Comparisons comparisons;
    private final Repositories repositories;
    private final Projects projects;

    ComparisonPages(
            Builds builds,
            BuildReports reports,
            Comparisons comparisons,
            Repositories repositories,
            Projects projects) {
        this.builds = builds;
        this.reports = reports;
        this.comparisons = comparisons;
        this.repositories = repositories;
        this.projects = projects;
    }

    @GetMapping("/builds/{id}/comparison")
    ModelAndView page(
            User user, @PathVariable long id, @RequestParam(name = "with") @Nullable Long other) {
        var build = builds.require(user, id, Role.READ);
        var repository = repositories.get(build.repositoryId());
        var project = projects.get(repository.projectId());
        return new ModelAndView(
                "build/comparison",
                Map.of(
                        "place",
                        new Place(project.key(), project.name(), Section.BUILDS),
                        "repository",
                        repository,
                        "comparison",
                        compare(user, build, other)));
    }

    @GetMapping("/api/v1/builds/{id}/comparison")
    @ResponseBody
    ComparisonJson json(
            User user, @PathVariable long id, @RequestParam(name = "with") @Nullable Long other) {
        return ComparisonJson.of(compare(user, builds.require(user, id, Role.READ), other));
    }

    private Comparison compare(User user, Build build, @Nullable Long other) {
        var earlier =
                other == null
                        ? reports.previous(build).orElseThrow(() -> alone(build))
                        : builds.require(user, other, Role.READ);
        return comparisons.of(repositories.get(build.repositoryId()), earlier, build);
    }

    private static Problem alone(Build build) {
        return Problem.notFound(
                "Build %d is the first of %s. Name another one with the parameter 'with'."
                        .formatted(build.id(), build.branch()));
    }
}
