package dev.fairlead.release.web;

import dev.fairlead.code.Repositories;
import dev.fairlead.code.Repository;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.problem.Problem;
import dev.fairlead.release.Attempts;
import dev.fairlead.release.Release;
import dev.fairlead.release.Releases;
import dev.fairlead.web.Flash;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** The page of one release. */
@Controller
@RequestMapping("/projects/{key}/repositories/{slug}/releases/{version}")
class ReleasePages {
    private final Releases releases;
    private final Attempts attempts;
    private final Repositories repositories;
    private final ReleaseViews views;

    ReleasePages(
            Releases releases, Attempts attempts, Repositories repositories, ReleaseViews views) {
        this.releases = releases;
        this.attempts = attempts;
        this.repositories = repositories;
        this.views = views;
    }

    @GetMapping
    ModelAndView page(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @PathVariable String version) {
        return view("release/page", user, key, slug, version);
    }

    /** What changes while it is built and deployed. */
    @GetMapping("/body")
    ModelAndView body(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @PathVariable String version) {
        return view("release/body", user, key, slug, version);
    }

    @PostMapping("/attempts")
    String again(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @PathVariable String version,
            HttpServletResponse response) {
        var repository = repositories.require(user, key, slug, Role.WRITE);
        var release = require(repository, version);
        try {
            attempts.again(user, release);
        } catch (Problem refusal) {
            Flash.say(response, refusal.detail());
        }
        return "redirect:" + repository.url() + release.path();
    }

    private ModelAndView view(String template, User user, String key, String slug, String version) {
        var repository = repositories.require(user, key, slug, Role.READ);
        var page = views.page(user, repository, require(repository, version));
        return new ModelAndView(template, Map.of("page", page));
    }

    private Release require(Repository repository, String version) {
        return releases.find(repository, version)
                .orElseThrow(
                        () -> Problem.notFound(repository + " has no release " + version + "."));
    }
}
