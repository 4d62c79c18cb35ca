package dev.fairlead.build.web;

import dev.fairlead.build.BuildStatistics;
import dev.fairlead.build.Statistics;
import dev.fairlead.code.Branch;
import dev.fairlead.code.Repositories;
import dev.fairlead.code.Repository;
import dev.fairlead.code.Source;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.issue.Projects;
import dev.fairlead.web.Place;
import dev.fairlead.web.Section;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.ModelAndView;

/** How the builds of a repository's branch went; without one, of the default branch. */
@Controller
class StatisticsPages {
    private static final int BRANCHES = 50;

    private final BuildStatistics counted;
    private final Repositories repositories;
    private final Projects projects;
    private final Source source;

    StatisticsPages(
            BuildStatistics counted, Repositories repositories, Projects projects, Source source) {
        this.counted = counted;
        this.repositories = repositories;
        this.projects = projects;
        this.source = source;
    }

    /** The numbers, for scripts; durations in milliseconds. */
    record StatisticsJson(
            String branch,
            int builds,
            int successPercent,
            long medianMillis,
            long medianWaitMillis,
            long longWaitMillis,
            @Nullable Double coveredLinesPercent,
            List<Statistics.SlowStep> slowestSteps,
            List<Statistics.SlowTest> slowestTests) {}

    @GetMapping("/projects/{key}/repositories/{slug}/statistics")
    ModelAndView page(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @RequestParam @Nullable String branch) {
        var repository = repositories.require(user, key, slug, Role.READ);
        var project = projects.get(repository.projectId());
        var page =
                new StatisticsPage(
                        new Place(project.key(), project.name(), Section.BUILDS),
                        repository,
                        statistics(repository, branch),
                        source.branches(repository).stream()
                                .map(Branch::name)
                                .limit(BRANCHES)
                                .toList());
        return new ModelAndView("build/statistics", "page", page);
    }

    @GetMapping("/api/v1/projects/{key}/repositories/{slug}/statistics")
    @ResponseBody
    StatisticsJson json(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @RequestParam @Nullable String branch) {
        var numbers = statistics(repositories.require(user, key, slug, Role.READ), branch);
        return new StatisticsJson(
                numbers.branch(),
                numbers.builds().size(),
                numbers.successPercent(),
                numbers.medianTook().toMillis(),
                numbers.waited(50).toMillis(),
                numbers.waited(90).toMillis(),
                numbers.coveredLinesPercent(),
                numbers.steps(),
                numbers.tests());
    }

    private Statistics statistics(Repository repository, @Nullable String branch) {
        return counted.of(
                repository, Objects.requireNonNullElse(branch, repository.defaultBranch()));
    }
}
