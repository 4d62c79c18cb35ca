package dev.fairlead.code.web;

import dev.fairlead.code.Imports;
import dev.fairlead.code.Repositories;
import dev.fairlead.code.Repository;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.problem.Problem;
import dev.fairlead.web.Flash;
import dev.fairlead.web.Form;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Filling an empty repository from a URL, and how far that is. */
@Controller
@RequestMapping("/projects/{key}/repositories/{slug}/import")
class ImportPages {
    private final Repositories repositories;
    private final Imports imports;
    private final RepositoryViews views;
    private final Access access;

    ImportPages(Repositories repositories, Imports imports, RepositoryViews views, Access access) {
        this.repositories = repositories;
        this.imports = imports;
        this.views = views;
        this.access = access;
    }

    /** The page, or for htmx only how far it is. */
    @GetMapping
    ModelAndView page(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String fragment) {
        var repository = repositories.require(user, key, slug, Role.READ);
        var view = view(user, repository, Form.empty());
        view.setViewName(fragment == null ? "code/import" : "code/import-state");
        return view;
    }

    @PostMapping
    ModelAndView begin(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @RequestParam(defaultValue = "") String url,
            @RequestParam(name = "user", defaultValue = "") String login,
            @RequestParam(defaultValue = "") String password) {
        var repository = repositories.require(user, key, slug, Role.ADMINISTER);
        try {
            imports.begin(user, repository, url, login, password);
            return new ModelAndView("redirect:" + repository.url() + "/import");
        } catch (Problem problem) {
            var form = Form.of(Map.of("url", url, "user", login)).refused(problem);
            var view = view(user, repository, form);
            view.setStatus(HttpStatusCode.valueOf(problem.status()));
            return view;
        }
    }

    @PostMapping("/cancellation")
    ModelAndView cancel(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            HttpServletResponse response) {
        var repository = repositories.require(user, key, slug, Role.ADMINISTER);
        imports.cancel(user, repository);
        Flash.say(response, "The import is cancelled; nothing of it is kept.");
        return new ModelAndView("redirect:" + repository.url() + "/import");
    }

    private ModelAndView view(User user, Repository repository, Form form) {
        var administers = access.may(user, repository.projectId(), Role.ADMINISTER);
        var page =
                new ImportPage(
                        views.place(repository),
                        repository,
                        imports.latest(repository).orElse(null),
                        administers,
                        administers && imports.isPossible(repository),
                        form);
        return new ModelAndView("code/import", Map.of("page", page));
    }
}
