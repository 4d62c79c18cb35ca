package dev.fairlead.review.web;

import dev.fairlead.code.Repositories;
import dev.fairlead.code.Repository;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.problem.Problem;
import dev.fairlead.review.RequiredBuilds;
import dev.fairlead.web.Form;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The merge checks among a repository's settings. */
@Controller
@RequestMapping("/projects/{key}/repositories/{slug}/settings/checks")
class CheckPages {
    private final Repositories repositories;
    private final RequiredBuilds builds;
    private final Access access;
    private final Surroundings surroundings;

    CheckPages(
            Repositories repositories,
            RequiredBuilds builds,
            Access access,
            Surroundings surroundings) {
        this.repositories = repositories;
        this.builds = builds;
        this.access = access;
        this.surroundings = surroundings;
    }

    @GetMapping
    ModelAndView page(User user, @PathVariable String key, @PathVariable String slug) {
        return view(user, repositories.require(user, key, slug, Role.READ), Form.empty());
    }

    /** Requires one more build; the same key again changes whose word counts. */
    @PostMapping
    ModelAndView require(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @RequestParam("build") String build,
            @RequestParam(defaultValue = "") String posters) {
        var repository = repositories.require(user, key, slug, Role.ADMINISTER);
        try {
            var wanted = builds.build(build.strip(), names(posters));
            var all = new ArrayList<>(builds.of(repository));
            all.removeIf(other -> other.key().equals(wanted.key()));
            all.add(wanted);
            builds.require(user, repository, all);
            return back(repository);
        } catch (Problem problem) {
            var form = Form.of(Map.of("build", build, "posters", posters));
            var view = view(user, repository, form.refused(problem));
            view.setStatus(HttpStatusCode.valueOf(problem.status()));
            return view;
        }
    }

    /** Requires a build no longer; without any left, Fairlead's own is required again. */
    @PostMapping("/removal")
    ModelAndView remove(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @RequestParam("build") String build) {
        var repository = repositories.require(user, key, slug, Role.ADMINISTER);
        var all = new ArrayList<>(builds.of(repository));
        all.removeIf(other -> other.key().equals(build));
        builds.require(user, repository, all);
        return back(repository);
    }

    private static List<String> names(String typed) {
        return Arrays.stream(typed.split("[,\\s]+")).filter(name -> !name.isEmpty()).toList();
    }

    private static ModelAndView back(Repository repository) {
        return new ModelAndView("redirect:" + repository.url() + "/settings/checks");
    }

    private ModelAndView view(User user, Repository repository, Form form) {
        var rows =
                builds.of(repository).stream()
                        .map(build ->
                                new CheckPage.Row(
                                        build.key(),
                                        build.posters().isEmpty(),
                                        String.join(", ", builds.names(build))))
                        .toList();
        var page =
                new CheckPage(
                        surroundings.place(repository),
                        repository,
                        rows,
                        access.may(user, repository.projectId(), Role.ADMINISTER),
                        form);
        return new ModelAndView("review/checks", Map.of("page", page));
    }
}
