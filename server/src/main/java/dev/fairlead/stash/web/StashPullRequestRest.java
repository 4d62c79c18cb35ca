package dev.fairlead.stash.web;

import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.review.Amendment;
import dev.fairlead.review.Proposal;
import dev.fairlead.review.PullRequests;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Pull requests: found, opened, read and changed. */
@Hidden
@RestController
@RequestMapping(Rest.REPOSITORY + "/pull-requests")
class StashPullRequestRest {
    private final StashRepositories repositories;
    private final PullRequests pullRequests;
    private final PullRequestQuery queries;
    private final StashPullRequests forms;

    StashPullRequestRest(
            StashRepositories repositories,
            PullRequests pullRequests,
            PullRequestQuery queries,
            StashPullRequests forms) {
        this.repositories = repositories;
        this.pullRequests = pullRequests;
        this.queries = queries;
        this.forms = forms;
    }

    /** The most recently changed first. */
    @GetMapping
    Page<StashPullRequest> list(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @RequestParam Map<String, String> query,
            Paging paging) {
        var repository = repositories.require(user, key, slug, Role.READ);
        var found =
                queries.read(user, query)
                        .map(filter ->
                                pullRequests.find(
                                        repository, filter, paging.start(), paging.more()))
                        .orElse(List.of());
        return Page.of(paging, found).mapAll(some -> forms.forms(repository, some));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    StashPullRequest open(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @RequestBody PullRequestBody asked) {
        var repository = repositories.require(user, key, slug, Role.WRITE);
        var names = asked.names();
        var wanted =
                new Proposal(
                        asked.requireTitle(),
                        asked.textOrNothing(),
                        asked.from(repository),
                        asked.into(repository),
                        names == null ? List.of() : names);
        return forms.form(repository, pullRequests.open(user, repository, wanted));
    }

    @GetMapping("/{number}")
    StashPullRequest get(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @PathVariable int number) {
        var repository = repositories.require(user, key, slug, Role.READ);
        return forms.form(repository, pullRequests.get(repository, number));
    }

    /** What is missing stays as it is. */
    @PutMapping("/{number}")
    StashPullRequest change(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @PathVariable int number,
            @RequestBody PullRequestBody asked) {
        var repository = repositories.require(user, key, slug, Role.READ);
        var wanted =
                new Amendment(
                        asked.requireVersion(),
                        asked.title(),
                        asked.description(),
                        asked.intoOrSame(repository),
                        asked.names());
        return forms.form(repository, pullRequests.amend(user, repository, number, wanted));
    }
}
