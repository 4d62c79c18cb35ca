package dev.fairlead.stash.web;

import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.identity.Users;
import dev.fairlead.problem.Problem;
import dev.fairlead.review.Comment;
import dev.fairlead.review.Comments;
import dev.fairlead.review.PullRequests;
import io.swagger.v3.oas.annotations.Hidden;
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

/** What is said about a pull request, changed and deleted by who said it. */
@Hidden
@RestController
@RequestMapping(Rest.REPOSITORY + "/pull-requests/{number}/comments")
class StashCommentRest {
    /** A comment in Markdown; with the version that was looked at, where it changes one. */
    record Saying(@Nullable String text, @Nullable Integer version) {
        String words() {
            return text == null ? "" : text;
        }
    }

    private final StashRepositories repositories;
    private final PullRequests pullRequests;
    private final Comments comments;
    private final Users users;

    StashCommentRest(
            StashRepositories repositories,
            PullRequests pullRequests,
            Comments comments,
            Users users) {
        this.repositories = repositories;
        this.pullRequests = pullRequests;
        this.comments = comments;
        this.users = users;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    StashComment add(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @PathVariable int number,
            @RequestBody Saying said) {
        var repository = repositories.require(user, key, slug, Role.WRITE);
        var pr = pullRequests.get(repository, number);
        return form(comments.add(user, repository, pr, said.words()));
    }

    @GetMapping("/{id}")
    StashComment get(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @PathVariable int number,
            @PathVariable long id) {
        var repository = repositories.require(user, key, slug, Role.READ);
        return form(comments.get(pullRequests.get(repository, number), id));
    }

    @PutMapping("/{id}")
    StashComment change(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @PathVariable int number,
            @PathVariable long id,
            @RequestBody Saying said) {
        var repository = repositories.require(user, key, slug, Role.WRITE);
        var pr = pullRequests.get(repository, number);
        var seen = said.version();
        if (seen == null) {
            throw Problem.invalid("version", "version: must be given, as it was last read");
        }
        return form(comments.change(user, repository, pr, id, seen, said.words()));
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

    private StashComment form(Comment comment) {
        return StashComment.of(comment, users.get(comment.author()));
    }
}
