package dev.fairlead.review.web;

import dev.fairlead.code.Repositories;
import dev.fairlead.code.Source;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.issue.Projects;
import dev.fairlead.review.PullRequest;
import dev.fairlead.review.PullRequests;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;

/** The pull requests of a project. */
@Controller
class PullRequestListPages {
    private static final int SHOWN = 200;

    private final PullRequests pullRequests;
    private final Projects projects;
    private final Repositories repositories;
    private final Source source;
    private final Surroundings surroundings;

    PullRequestListPages(
            PullRequests pullRequests,
            Projects projects,
            Repositories repositories,
            Source source,
            Surroundings surroundings) {
        this.pullRequests = pullRequests;
        this.projects = projects;
        this.repositories = repositories;
        this.source = source;
        this.surroundings = surroundings;
    }

    @GetMapping("/projects/{key}/pull-requests")
    ModelAndView list(User user, @PathVariable String key) {
        var project = projects.require(user, key, Role.READ);
        var found = pullRequests.of(project, null, SHOWN);
        var all = repositories.of(project);
        var names =
                surroundings.names(
                        found.stream().map(PullRequest::author).collect(Collectors.toSet()));
        List<PullRequestPage.Row> rows =
                found.stream()
                        .map(pr ->
                                new PullRequestPage.Row(
                                        pr,
                                        repositories.get(pr.repositoryId()),
                                        names.getOrDefault(pr.author(), "somebody"),
                                        pr.isOpen() ? surroundings.line(pr.issue()) : null))
                        .toList();
        return new ModelAndView(
                "review/list",
                Map.of(
                        "place",
                        surroundings.place(project),
                        "rows",
                        rows,
                        "filled",
                        all.stream().filter(source::isFilled).toList(),
                        "several",
                        all.size() > 1));
    }
}
