package dev.fairlead.code.web;

import dev.fairlead.code.Repositories;
import dev.fairlead.code.Restorations;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.problem.Problem;
import dev.fairlead.web.Flash;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** Branches and tags that were deleted or overwritten, each with a button that brings it back. */
@Controller
@RequestMapping("/projects/{key}/repositories/{slug}/restorable")
class RestorablePages {
    private final Repositories repositories;
    private final RestorableRows rows;
    private final Restorations restorations;
    private final RepositoryViews views;
    private final Access access;

    RestorablePages(
            Repositories repositories,
            RestorableRows rows,
            Restorations restorations,
            RepositoryViews views,
            Access access) {
        this.repositories = repositories;
        this.rows = rows;
        this.restorations = restorations;
        this.views = views;
        this.access = access;
    }

    @GetMapping
    ModelAndView page(User user, @PathVariable String key, @PathVariable String slug) {
        var repository = repositories.require(user, key, slug, Role.READ);
        return new ModelAndView(
                "code/restorable",
                Map.of(
                        "page",
                        new RestorablePage(
                                views.place(repository),
                                repository,
                                rows.of(repository),
                                access.may(user, repository.projectId(), Role.WRITE))));
    }

    @PostMapping("/{id}/restoration")
    String restore(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @PathVariable long id,
            HttpServletResponse response) {
        var repository = repositories.require(user, key, slug, Role.WRITE);
        try {
            var name = restorations.restore(user, repository, id);
            Flash.say(response, name + " is there again.");
        } catch (Problem problem) {
            if (problem.status() != 409 && problem.status() != 403) {
                throw problem;
            }
            Flash.say(response, problem.detail());
        }
        return "redirect:" + repository.url() + "/restorable";
    }
}
