package dev.fairlead.review.web;

import dev.fairlead.code.Repositories;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.review.Comments;
import dev.fairlead.review.PullRequests;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Comments, from the page of the pull request and back to it. */
@Controller
@RequestMapping("/projects/{key}/repositories/{slug}/pull-requests/{number}/comments")
class CommentPages {
    private final PullRequests pullRequests;
    private final Comments comments;
    private final Repositories repositories;

    CommentPages(PullRequests pullRequests, Comments comments, Repositories repositories) {
        this.pullRequests = pullRequests;
        this.comments = comments;
        this.repositories = repositories;
    }

    @PostMapping
    String add(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @PathVariable int number,
            @RequestParam String text,
            HttpServletResponse response) {
        var repository = repositories.require(user, key, slug, Role.WRITE);
        return PullRequestPages.answer(
                repository,
                number,
                response,
                () -> comments.add(user, repository, pullRequests.get(repository, number), text));
    }

    @PostMapping("/{id}")
    String change(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @PathVariable int number,
            @PathVariable long id,
            @RequestParam int version,
            @RequestParam String text,
            HttpServletResponse response) {
        var repository = repositories.require(user, key, slug, Role.WRITE);
        var pr = pullRequests.get(repository, number);
        return PullRequestPages.answer(
                repository,
                number,
                response,
                () -> comments.change(user, repository, pr, id, version, text));
    }

    @PostMapping("/{id}/deletion")
    String delete(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @PathVariable int number,
            @PathVariable long id,
            @RequestParam int version,
            HttpServletResponse response) {
        var repository = repositories.require(user, key, slug, Role.WRITE);
        var pr = pullRequests.get(repository, number);
        return PullRequestPages.answer(
                repository,
                number,
                response,
                () -> comments.delete(user, repository, pr, id, version));
    }
}
