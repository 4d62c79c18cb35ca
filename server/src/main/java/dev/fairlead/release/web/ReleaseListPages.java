package dev.fairlead.release.web;

import dev.fairlead.code.Repositories;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.issue.Project;
import dev.fairlead.issue.Projects;
import dev.fairlead.release.Release;
import dev.fairlead.release.Releases;
import dev.fairlead.review.PullRequests;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;

/** The releases of a project. */
@Controller
class ReleaseListPages {
    private static final int SHOWN = 100;

    private final Releases releases;
    private final PullRequests pullRequests;
    private final Projects projects;
    private final Repositories repositories;
    private final ReleaseSurroundings surroundings;

    ReleaseListPages(
            Releases releases,
            PullRequests pullRequests,
            Projects projects,
            Repositories repositories,
            ReleaseSurroundings surroundings) {
        this.releases = releases;
        this.pullRequests = pullRequests;
        this.projects = projects;
        this.repositories = repositories;
        this.surroundings = surroundings;
    }

    @GetMapping("/projects/{key}/releases")
    ModelAndView list(User user, @PathVariable String key) {
        Project project = projects.require(user, key, Role.READ);
        var rows = releases.of(project, SHOWN).stream().map(this::row).toList();
        return new ModelAndView(
                "release/list", Map.of("place", surroundings.place(project), "rows", rows));
    }

    private ReleasePage.Row row(Release release) {
        return new ReleasePage.Row(
                release,
                repositories.get(release.repositoryId()),
                pullRequests.byId(release.pullRequest()).title(),
                surroundings.line(release.issue()));
    }
}
