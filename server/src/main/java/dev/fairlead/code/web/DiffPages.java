package dev.fairlead.code.web;

import dev.fairlead.code.DiffLook;
import dev.fairlead.code.Repositories;
import dev.fairlead.code.Source;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.problem.Problem;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * What a page of a change did not show at once: further files, further rows of a long file. As a
 * fragment for a page that is scrolled, as a page for who follows the link.
 */
@Controller
@RequestMapping("/projects/{key}/repositories/{slug}/diff")
class DiffPages {
    private final Repositories repositories;
    private final Source source;
    private final RepositoryViews views;

    DiffPages(Repositories repositories, Source source, RepositoryViews views) {
        this.repositories = repositories;
        this.source = source;
        this.views = views;
    }

    @GetMapping(params = "!path")
    ModelAndView files(
            User user,
            DiffLook look,
            @PathVariable String key,
            @PathVariable String slug,
            @RequestParam(defaultValue = "") String base,
            @RequestParam String head,
            @RequestParam(defaultValue = "0") int skip,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx) {
        var repository = repositories.require(user, key, slug, Role.READ);
        var diff = source.diff(repository, commit(base), head, Math.max(0, skip));
        var view = new DiffView(repository, diff, look);
        return htmx == null
                ? page(view, 0)
                : new ModelAndView("code/diff-files", Map.of("view", view));
    }

    @GetMapping(params = "path")
    ModelAndView file(
            User user,
            DiffLook look,
            @PathVariable String key,
            @PathVariable String slug,
            @RequestParam(defaultValue = "") String base,
            @RequestParam String head,
            @RequestParam String path,
            @RequestParam(defaultValue = "0") int row,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx) {
        var repository = repositories.require(user, key, slug, Role.READ);
        var diff = source.diffOf(repository, commit(base), head, path);
        if (diff.files().isEmpty()) {
            throw Problem.notFound("\"" + path + "\" did not change between these commits.");
        }
        var view = new DiffView(repository, diff, look);
        var from = Math.max(0, row);
        return htmx == null
                ? page(view, from)
                : new ModelAndView(
                        "code/diff-rows",
                        Map.of("view", view, "file", diff.files().getFirst(), "from", from));
    }

    private ModelAndView page(DiffView view, int from) {
        var place = views.place(view.repository());
        return new ModelAndView(
                "code/diff-page", Map.of("view", view, "place", place, "from", from));
    }

    private static @Nullable String commit(String base) {
        return base.isEmpty() ? null : base;
    }
}
