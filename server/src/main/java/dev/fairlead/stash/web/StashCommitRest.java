package dev.fairlead.stash.web;

import dev.fairlead.code.Browsing;
import dev.fairlead.code.Commit;
import dev.fairlead.code.Log;
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
    private final Browsing browsing;
    private final Revisions revisions;

    StashCommitRest(
            StashRepositories repositories, Source source, Browsing browsing, Revisions revisions) {
        this.repositories = repositories;
        this.source = source;
        this.browsing = browsing;
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
        if (until == null && source.branches(repository).isEmpty()) {
            return Page.ofAll(paging, List.of());
        }
        var to = revisions.commit(repository, until);
        var found =
                path == null || path.isEmpty()
                        ? commits(repository, since, to, paging)
                        : changing(repository, path, since, to, paging);
        return Page.of(paging, found).map(StashCommit::of);
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

    /** Those that changed a file, also under its former names, or anything in a folder. */
    private List<Commit> changing(
            Repository repository, String path, @Nullable String since, String to, Paging paging) {
        if (since != null && !since.isEmpty()) {
            throw Problem.invalid("path", "path: is not taken together with since. Leave one out.");
        }
        var question =
                new Log.Question(repository.id(), to, path, "", paging.start(), paging.more());
        var log = browsing.log(repository, question);
        if (log.cut()) {
            throw Problem.unavailable(
                    "Finding what changed %s took too long. Ask for fewer, or clone and ask git."
                            .formatted(path));
        }
        return log.entries().stream().map(Log.Entry::commit).toList();
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
