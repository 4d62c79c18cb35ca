package dev.fairlead.build.web;

import dev.fairlead.build.BuildReports;
import dev.fairlead.build.BuildResults;
import dev.fairlead.build.Builds;
import dev.fairlead.build.TestHistories;
import dev.fairlead.code.Repositories;
import dev.fairlead.code.Repository;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.issue.Projects;
import dev.fairlead.web.Place;
import dev.fairlead.web.Section;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The tests of one build, one test over many builds, and those that are not to be trusted. */
@Controller
class TestPages {
    private static final int PAGE = 500;

    private final Builds builds;
    private final BuildReports reports;
    private final BuildViews views;
    private final WhatBroke broke;
    private final TestHistories histories;
    private final Repositories repositories;
    private final Projects projects;

    TestPages(
            Builds builds,
            BuildReports reports,
            BuildViews views,
            WhatBroke broke,
            TestHistories histories,
            Repositories repositories,
            Projects projects) {
        this.builds = builds;
        this.reports = reports;
        this.views = views;
        this.broke = broke;
        this.histories = histories;
        this.repositories = repositories;
        this.projects = projects;
    }

    @GetMapping("/builds/{id}/tests")
    ModelAndView ofBuild(
            User user, @PathVariable long id, @RequestParam(defaultValue = "0") int from) {
        var build = builds.require(user, id, Role.READ);
        var page = views.page(user, build, null);
        var skip = Math.max(0, from);
        var found = reports.otherTests(build, skip, PAGE + 1);
        List<BuildResults.FailedTest> failed = skip == 0 ? page.results().failedTests() : List.of();
        return new ModelAndView(
                "build/tests",
                "tests",
                new TestsPage(
                        page,
                        broke.tests(page.repository(), build, failed),
                        found.stream().limit(PAGE).toList(),
                        found.size() > PAGE ? build.url() + "/tests?from=" + (skip + PAGE) : null));
    }

    /** One test; of one branch, or of all. */
    @GetMapping("/projects/{key}/repositories/{slug}/tests/{test}")
    ModelAndView history(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @PathVariable long test,
            @RequestParam @Nullable String branch) {
        var repository = repositories.require(user, key, slug, Role.READ);
        var found = histories.require(repository, test);
        var page =
                new TestPage(
                        place(repository),
                        repository,
                        found,
                        branch,
                        histories.runs(repository, found, branch));
        return new ModelAndView("build/test", "page", page);
    }

    @GetMapping("/projects/{key}/repositories/{slug}/tests")
    ModelAndView flaky(User user, @PathVariable String key, @PathVariable String slug) {
        var repository = repositories.require(user, key, slug, Role.READ);
        return new ModelAndView(
                "build/flaky",
                Map.of(
                        "place", place(repository),
                        "repository", repository,
                        "tests", histories.flaky(repository)));
    }

    private Place place(Repository repository) {
        var project = projects.get(repository.projectId());
        return new Place(project.key(), project.name(), Section.BUILDS);
    }
}
