package dev.fairlead.stash.web;

import dev.fairlead.code.Commit;
import dev.fairlead.code.Repository;
import dev.fairlead.code.Source;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.problem.Problem;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Commits. */
@Hidden
@RestController
@RequestMapping(Rest.REPOSITORY + "/commits")
class StashCommitRest {
    private final StashRepositories repositories;
    private final Source source;
    private final Revisions revisions;

    StashCommitRest(StashRepositories repositories, Source source, Revisions revisions) {
        this.repositories = repositories;
        this.source = source;
        this.revisions = revisions;
    }

    /** Those that {@code until} has and {@code since} has not, newest first. */
    @GetMapping
    Page<StashCommit> list(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @RequestParam @Nullable String until,
            @RequestParam @Nullable String since,
            @RequestParam @Nullable String path,
            Paging paging) {
        var repository = repositories.require(user, key, slug, Role.READ);
        if (path != null && !path.isEmpty()) {
            throw Problem.invalid(
                    "path", "path: commits are not listed by path here. Ask git, or its page.");
        }
        if (until == null && source.branches(repository).isEmpty()) {
            return Page.ofAll(paging, List.of());
        }
        var to = revisions.commit(repository, until);
        return Page.of(paging, commits(repository, since, to, paging)).map(StashCommit::of);
    }

    @GetMapping("/{commit}")
    StashCommit get(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @PathVariable String commit) {
        var repository = repositories.require(user, key, slug, Role.READ);
        return StashCommit.of(source.commit(repository, revisions.commit(repository, commit)));
    }

    private List<Commit> commits(
            Repository repository, @Nullable String since, String to, Paging paging) {
        if (since == null || since.isEmpty()) {
            return source.history(repository, to, paging.start(), paging.more());
        }
        var excluded = revisions.commit(repository, since);
        var most = (int) Math.min(Integer.MAX_VALUE, (long) paging.start() + paging.more());
        var found = source.between(repository, excluded, to, most);
        return found.subList(Math.min(paging.start(), found.size()), found.size());
    }
}
