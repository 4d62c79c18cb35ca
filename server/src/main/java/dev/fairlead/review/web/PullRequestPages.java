package dev.fairlead.review.web;

import dev.fairlead.code.DiffLook;
import dev.fairlead.code.Repositories;
import dev.fairlead.code.Repository;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.problem.Problem;
import dev.fairlead.review.PullRequests;
import dev.fairlead.web.Flash;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The page of one pull request, and what its buttons do. */
@Controller
@RequestMapping("/projects/{key}/repositories/{slug}/pull-requests/{number}")
class PullRequestPages {
    private final PullRequests pullRequests;
    private final Repositories repositories;
    private final PullRequestViews views;

    PullRequestPages(PullRequests pullRequests, Repositories repositories, PullRequestViews views) {
        this.pullRequests = pullRequests;
        this.repositories = repositories;
        this.views = views;
    }

    @GetMapping
    ModelAndView page(
            User user,
            DiffLook look,
            @PathVariable String key,
            @PathVariable String slug,
            @PathVariable int number) {
        var repository = repositories.require(user, key, slug, Role.READ);
        var page = views.whole(user, repository, pullRequests.get(repository, number));
        return new ModelAndView("review/page", Map.of("page", page, "look", look));
    }

    /** The checks and the buttons, fetched again whenever something happened to the change. */
    @GetMapping("/decision")
    ModelAndView decision(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @PathVariable int number) {
        var repository = repositories.require(user, key, slug, Role.READ);
        var page = views.decision(user, repository, pullRequests.get(repository, number));
        return new ModelAndView("review/decision", Map.of("page", page));
    }

    @PostMapping("/approvals")
    String approve(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @PathVariable int number,
            @RequestParam String head,
            HttpServletResponse response) {
        var repository = repositories.require(user, key, slug, Role.WRITE);
        return answer(
                repository,
                number,
                response,
                () -> pullRequests.approve(user, repository, number, head));
    }

    @PostMapping("/merge")
    String merge(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @PathVariable int number,
            HttpServletResponse response) {
        var repository = repositories.require(user, key, slug, Role.WRITE);
        return answer(
                repository, number, response, () -> pullRequests.merge(user, repository, number));
    }

    @PostMapping("/decline")
    String decline(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @PathVariable int number,
            HttpServletResponse response) {
        var repository = repositories.require(user, key, slug, Role.WRITE);
        return answer(
                repository,
                number,
                response,
                () -> pullRequests.decline(user, repository, number, null));
    }

    @PostMapping("/reopen")
    String reopen(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @PathVariable int number,
            HttpServletResponse response) {
        var repository = repositories.require(user, key, slug, Role.WRITE);
        return answer(
                repository,
                number,
                response,
                () -> pullRequests.reopen(user, repository, number, null));
    }

    @PostMapping("/approvals/withdrawal")
    String withdraw(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @PathVariable int number,
            HttpServletResponse response) {
        var repository = repositories.require(user, key, slug, Role.WRITE);
        return answer(
                repository,
                number,
                response,
                () -> pullRequests.withdraw(user, repository, number));
    }

    /** Back to the page; a refusal stands on top of it. */
    static String answer(
            Repository repository, int number, HttpServletResponse response, Runnable action) {
        try {
            action.run();
        } catch (Problem refusal) {
            if (refusal.status() == 404) {
                throw refusal;
            }
            Flash.say(response, refusal.detail());
        }
        return "redirect:" + repository.url() + "/pull-requests/" + number;
    }
}
