package dev.fairlead.review.web;

import dev.fairlead.code.Repositories;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.problem.Problem;
import dev.fairlead.review.Comments;
import dev.fairlead.review.PullRequests;
import dev.fairlead.web.Listing;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What people say about one pull request, for scripts. */
@RestController
@RequestMapping("/api/v1/projects/{key}/repositories/{slug}/pull-requests/{number}/comments")
class CommentRest {
    private final PullRequests pullRequests;
    private final Comments comments;
    private final Repositories repositories;
    private final PullRequestJsons jsons;

    CommentRest(
            PullRequests pullRequests,
            Comments comments,
            Repositories repositories,
            PullRequestJsons jsons) {
        this.pullRequests = pullRequests;
        this.comments = comments;
        this.repositories = repositories;
        this.jsons = jsons;
    }

    /** A comment in Markdown; with the version that was looked at, where it changes one. */
    record Saying(@Nullable String text, @Nullable Integer version) {
        String words() {
            return text == null ? "" : text;
        }
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    PullRequestJsons.Said add(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @PathVariable int number,
            @RequestBody Saying said) {
        var repository = repositories.require(user, key, slug, Role.WRITE);
        var pr = pullRequests.get(repository, number);
        return jsons.said(comments.add(user, repository, pr, said.words()));
    }

    @GetMapping
    Listing<PullRequestJsons.Said> list(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @PathVariable int number) {
        var repository = repositories.require(user, key, slug, Role.READ);
        return Listing.of(
                comments.of(pullRequests.get(repository, number)).stream()
                        .map(jsons::said)
                        .toList());
    }

    @PutMapping("/{id}")
    PullRequestJsons.Said change(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @PathVariable int number,
            @PathVariable long id,
            @RequestBody Saying said) {
        var repository = repositories.require(user, key, slug, Role.WRITE);
        var seen = said.version();
        if (seen == null) {
            throw Problem.invalid("version", "version: must be given");
        }
        var pr = pullRequests.get(repository, number);
        return jsons.said(comments.change(user, repository, pr, id, seen, said.words()));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @PathVariable int number,
            @PathVariable long id,
            @RequestParam int version) {
        var repository = repositories.require(user, key, slug, Role.WRITE);
        comments.delete(user, repository, pullRequests.get(repository, number), id, version);
    }
}
