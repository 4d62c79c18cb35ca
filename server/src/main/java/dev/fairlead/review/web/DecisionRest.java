package dev.fairlead.review.web;

import dev.fairlead.code.Repositories;
import dev.fairlead.code.Repository;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.review.PullRequests;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What people decide about one pull request, for scripts. */
@RestController
@RequestMapping("/api/v1/projects/{key}/repositories/{slug}/pull-requests/{number}")
class DecisionRest {
    private final PullRequests pullRequests;
    private final Repositories repositories;
    private final PullRequestJsons jsons;

    DecisionRest(PullRequests pullRequests, Repositories repositories, PullRequestJsons jsons) {
        this.pullRequests = pullRequests;
        this.repositories = repositories;
        this.jsons = jsons;
    }

    /** The head that was looked at; the present one where it is missing. */
    record Approving(@Nullable String head) {}

    @PostMapping("/approvals")
    @ResponseStatus(HttpStatus.CREATED)
    PullRequestJson approve(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @PathVariable int number,
            @RequestBody(required = false) @Nullable Approving shown) {
        var repository = repositories.require(user, key, slug, Role.WRITE);
        pullRequests.approve(user, repository, number, shown == null ? null : shown.head());
        return whole(user, repository, number);
    }

    @PostMapping("/merge")
    PullRequestJson merge(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @PathVariable int number) {
        var repository = repositories.require(user, key, slug, Role.WRITE);
        pullRequests.merge(user, repository, number);
        return whole(user, repository, number);
    }

    @PostMapping("/decline")
    PullRequestJson decline(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @PathVariable int number) {
        var repository = repositories.require(user, key, slug, Role.WRITE);
        pullRequests.decline(user, repository, number, null);
        return whole(user, repository, number);
    }

    @PostMapping("/reopen")
    PullRequestJson reopen(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @PathVariable int number) {
        var repository = repositories.require(user, key, slug, Role.WRITE);
        pullRequests.reopen(user, repository, number, null);
        return whole(user, repository, number);
    }

    @DeleteMapping("/approvals")
    PullRequestJson withdraw(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @PathVariable int number) {
        var repository = repositories.require(user, key, slug, Role.WRITE);
        pullRequests.withdraw(user, repository, number);
        return whole(user, repository, number);
    }

    private PullRequestJson whole(User user, Repository repository, int number) {
        return jsons.whole(user, repository, pullRequests.get(repository, number));
    }
}
