package dev.fairlead.build.web;

import dev.fairlead.build.Build;
import dev.fairlead.build.BuildReports;
import dev.fairlead.build.Builds;
import dev.fairlead.build.web.BuildList.Row;
import dev.fairlead.code.Repositories;
import dev.fairlead.code.Repository;
import dev.fairlead.code.Source;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.issue.Project;
import dev.fairlead.issue.Projects;
import dev.fairlead.web.Place;
import dev.fairlead.web.Section;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The builds of a project. */
@Controller
class BuildListPages {
    private static final int PAGE = 40;

    private final Builds builds;
    private final BuildReports reports;
    private final Projects projects;
    private final Repositories repositories;
    private final Source source;

    BuildListPages(
            Builds builds,
            BuildReports reports,
            Projects projects,
            Repositories repositories,
            Source source) {
        this.builds = builds;
        this.reports = reports;
        this.projects = projects;
        this.repositories = repositories;
        this.source = source;
    }

    @GetMapping("/projects/{key}/builds")
    ModelAndView list(
            User user,
            @PathVariable String key,
            @RequestParam @Nullable String branch,
            @RequestParam(defaultValue = "9223372036854775807") long before) {
        var project = projects.require(user, key, Role.READ);
        return new ModelAndView("build/list", Map.of("list", list(project, branch, before)));
    }

    private BuildList list(Project project, @Nullable String branch, long before) {
        var all = repositories.of(project);
        var found = builds.list(all, branch, null, before, PAGE + 1);
        var rows =
                found.stream()
                        .limit(PAGE)
                        .map(build -> row(repositories.get(build.repositoryId()), build))
                        .toList();
        return new BuildList(
                new Place(project.key(), project.name(), Section.BUILDS),
                rows,
                reports.waiting(all),
                all,
                all.stream().filter(reports::isUnplanned).toList(),
                branch,
                found.size() <= PAGE ? null : next(project, branch, rows.getLast().build().id()));
    }

    private Row row(Repository repository, Build build) {
        return new Row(build, repository, source.commit(repository, build.commit()));
    }

    private static String next(Project project, @Nullable String branch, long before) {
        var address = "/projects/" + project.key() + "/builds?before=" + before;
        return branch == null
                ? address
                : address + "&branch=" + URLEncoder.encode(branch, StandardCharsets.UTF_8);
    }
}
