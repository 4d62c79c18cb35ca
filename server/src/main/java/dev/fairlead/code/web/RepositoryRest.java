package dev.fairlead.code.web;

import dev.fairlead.code.Branch;
import dev.fairlead.code.Browsing;
import dev.fairlead.code.Commit;
import dev.fairlead.code.CommitStatus;
import dev.fairlead.code.CommitStatuses;
import dev.fairlead.code.Log;
import dev.fairlead.code.Repositories;
import dev.fairlead.code.Repository;
import dev.fairlead.code.Source;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.identity.Users;
import dev.fairlead.issue.Projects;
import dev.fairlead.platform.Settings;
import dev.fairlead.problem.Problem;
import dev.fairlead.web.Listing;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Repositories, branches, commits and their statuses for scripts. */
@RestController
@RequestMapping("/api/v1/projects/{project}/repositories")
class RepositoryRest {
    record NewRepository(@Nullable String slug) {}

    record RepositoryJson(
            String slug, String project, String defaultBranch, String cloneUrl, String url) {}

    record StatusJson(
            String key,
            String state,
            String name,
            String url,
            @Nullable String poster,
            String at) {}

    record TagJson(String name, @Nullable String commit) {}

    private static final int MOST_TAGS = 1_000;

    private final Repositories repositories;
    private final Projects projects;
    private final Source source;
    private final Browsing browsing;
    private final CommitStatuses statuses;
    private final Users users;
    private final Settings settings;

    RepositoryRest(
            Repositories repositories,
            Projects projects,
            Source source,
            Browsing browsing,
            CommitStatuses statuses,
            Users users,
            Settings settings) {
        this.repositories = repositories;
        this.projects = projects;
        this.source = source;
        this.browsing = browsing;
        this.statuses = statuses;
        this.users = users;
        this.settings = settings;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    RepositoryJson create(
            User user, @PathVariable String project, @RequestBody NewRepository wanted) {
        if (wanted.slug() == null) {
            throw Problem.invalid("slug", "slug: is missing");
        }
        var in = projects.require(user, project, Role.ADMINISTER);
        return json(repositories.create(user, in, wanted.slug()));
    }

    @GetMapping
    Listing<RepositoryJson> list(User user, @PathVariable String project) {
        var in = projects.require(user, project, Role.READ);
        return Listing.of(repositories.of(in).stream().map(this::json).toList());
    }

    @GetMapping("/{slug}")
    RepositoryJson get(User user, @PathVariable String project, @PathVariable String slug) {
        return json(repositories.require(user, project, slug, Role.READ));
    }

    @GetMapping("/{slug}/branches")
    Listing<Branch> branches(User user, @PathVariable String project, @PathVariable String slug) {
        return Listing.of(source.branches(repositories.require(user, project, slug, Role.READ)));
    }

    @GetMapping("/{slug}/tags")
    Listing<TagJson> tags(User user, @PathVariable String project, @PathVariable String slug) {
        var repository = repositories.require(user, project, slug, Role.READ);
        return Listing.of(
                browsing.tags(repository, "", MOST_TAGS).stream()
                        .map(tag -> new TagJson(tag, source.resolve(repository, tag).orElse(null)))
                        .toList());
    }

    /** History from a branch, tag or commit, newest first; of a path only what changed it. */
    @GetMapping("/{slug}/commits")
    Listing<Commit> commits(
            User user,
            @PathVariable String project,
            @PathVariable String slug,
            @RequestParam @Nullable String at,
            @RequestParam(defaultValue = "") String path,
            @RequestParam(defaultValue = "0") int start) {
        var repository = repositories.require(user, project, slug, Role.READ);
        var ref = Objects.requireNonNullElse(at, repository.defaultBranch());
        var from =
                source.resolve(repository, ref)
                        .orElseThrow(() -> Addresses.unknown(repository, ref));
        var skip = Math.max(0, start);
        var question = new Log.Question(repository.id(), from, path, "", skip, Listing.PAGE + 1);
        return Listing.page(
                browsing.log(repository, question).entries().stream()
                        .map(Log.Entry::commit)
                        .toList(),
                skip,
                offset ->
                        "/api/v1%s&start=%d"
                                .formatted(Addresses.commits(repository, ref, path), offset));
    }

    @GetMapping("/{slug}/commits/{sha}")
    Commit commit(
            User user,
            @PathVariable String project,
            @PathVariable String slug,
            @PathVariable String sha) {
        return source.commit(repositories.require(user, project, slug, Role.READ), sha);
    }

    @GetMapping("/{slug}/commits/{sha}/statuses")
    Listing<StatusJson> statuses(
            User user,
            @PathVariable String project,
            @PathVariable String slug,
            @PathVariable String sha) {
        var repository = repositories.require(user, project, slug, Role.READ);
        var all = statuses.of(repository, sha);
        var posters =
                users.byIds(
                        all.stream()
                                .map(CommitStatus::poster)
                                .filter(Objects::nonNull)
                                .collect(Collectors.toSet()));
        return Listing.of(
                all.stream()
                        .map(status -> {
                            var poster =
                                    status.poster() == null ? null : posters.get(status.poster());
                            return json(status, poster == null ? null : poster.name());
                        })
                        .toList());
    }

    private static StatusJson json(CommitStatus status, @Nullable String poster) {
        return new StatusJson(
                status.key(),
                status.state().name().toLowerCase(Locale.ROOT),
                status.name(),
                status.url(),
                poster,
                status.at().toString());
    }

    private RepositoryJson json(Repository repository) {
        return new RepositoryJson(
                repository.slug(),
                repository.projectKey(),
                repository.defaultBranch(),
                settings.baseUrl() + repository.clonePath(),
                repository.url());
    }
}
