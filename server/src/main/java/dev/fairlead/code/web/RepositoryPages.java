package dev.fairlead.code.web;

import dev.fairlead.code.CommitStatuses;
import dev.fairlead.code.DiffLook;
import dev.fairlead.code.Repositories;
import dev.fairlead.code.Source;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.identity.Users;
import dev.fairlead.web.RepositoryPanel;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** A repository, its history and its commits. */
@Controller
@RequestMapping("/projects/{key}/repositories/{slug}")
class RepositoryPages {
    private static final int COMMITS = 50;

    private final Repositories repositories;
    private final Source source;
    private final CommitStatuses statuses;
    private final Users users;
    private final Rows rows;
    private final RepositoryViews views;
    private final List<RepositoryPanel> panels;

    RepositoryPages(
            Repositories repositories,
            Source source,
            CommitStatuses statuses,
            Users users,
            Rows rows,
            RepositoryViews views,
            List<RepositoryPanel> panels) {
        this.repositories = repositories;
        this.source = source;
        this.statuses = statuses;
        this.users = users;
        this.rows = rows;
        this.views = views;
        this.panels = panels;
    }

    @GetMapping
    ModelAndView page(User user, @PathVariable String key, @PathVariable String slug) {
        var repository = repositories.require(user, key, slug, Role.READ);
        var parts =
                panels.stream().flatMap(panel -> panel.panel(repository.id()).stream()).toList();
        return new ModelAndView(
                "code/repository", Map.of("page", views.page(repository), "panels", parts));
    }

    @GetMapping("/commits")
    ModelAndView commits(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @RequestParam @Nullable String at,
            @RequestParam(defaultValue = "0") int skip) {
        var repository = repositories.require(user, key, slug, Role.READ);
        var ref = Objects.requireNonNullElse(at, repository.defaultBranch());
        var from =
                source.resolve(repository, ref)
                        .orElseThrow(() -> Addresses.unknown(repository, ref));
        var start = Math.max(0, skip);
        var commits = source.history(repository, from, start, COMMITS + 1);
        var older =
                commits.size() > COMMITS
                        ? Addresses.commits(repository, ref) + "&skip=" + (start + COMMITS)
                        : null;
        var shown = commits.subList(0, Math.min(COMMITS, commits.size()));
        return new ModelAndView(
                "code/commits",
                Map.of(
                        "page",
                        new CommitsPage(
                                views.place(repository),
                                repository,
                                ref,
                                rows.commits(repository, shown),
                                older)));
    }

    @GetMapping("/commits/{sha}")
    ModelAndView commit(
            User user,
            DiffLook look,
            @PathVariable String key,
            @PathVariable String slug,
            @PathVariable String sha) {
        var repository = repositories.require(user, key, slug, Role.READ);
        var commit = source.commit(repository, sha);
        var writers = source.writers(repository, commit);
        return new ModelAndView(
                "code/commit",
                Map.of(
                        "page",
                        new CommitPage(
                                views.place(repository),
                                repository,
                                commit,
                                names(List.copyOf(writers)),
                                statuses.of(repository, sha),
                                new DiffView(repository, source.diff(repository, sha), look))));
    }

    private List<String> names(List<Long> ids) {
        return users.byIds(ids).values().stream().map(User::name).sorted().toList();
    }
}
