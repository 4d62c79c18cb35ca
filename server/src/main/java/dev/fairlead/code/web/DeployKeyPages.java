package dev.fairlead.code.web;

import dev.fairlead.code.DeployKeys;
import dev.fairlead.code.Repositories;
import dev.fairlead.code.Repository;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.SshKey;
import dev.fairlead.identity.User;
import dev.fairlead.identity.Users;
import dev.fairlead.problem.Problem;
import dev.fairlead.web.Form;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The deploy keys among a repository's settings. */
@Controller
@RequestMapping("/projects/{key}/repositories/{slug}/settings/keys")
class DeployKeyPages {
    private final Repositories repositories;
    private final DeployKeys keys;
    private final Users users;
    private final RepositoryViews views;

    DeployKeyPages(Repositories repositories, DeployKeys keys, Users users, RepositoryViews views) {
        this.repositories = repositories;
        this.keys = keys;
        this.users = users;
        this.views = views;
    }

    @GetMapping
    ModelAndView page(User user, @PathVariable String key, @PathVariable String slug) {
        return view(repositories.require(user, key, slug, Role.ADMINISTER), Form.empty());
    }

    @PostMapping
    ModelAndView add(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @RequestParam("public") String line,
            @RequestParam(defaultValue = "") String label,
            @RequestParam(defaultValue = "false") boolean writes) {
        var repository = repositories.require(user, key, slug, Role.ADMINISTER);
        try {
            keys.add(user, repository, label, line, writes);
            return back(repository);
        } catch (Problem problem) {
            var form = Form.of(Map.of("public", line, "label", label)).refused(problem);
            var view = view(repository, form);
            view.setStatus(HttpStatusCode.valueOf(problem.status()));
            return view;
        }
    }

    @PostMapping("/{id}/removal")
    ModelAndView remove(
            User user, @PathVariable String key, @PathVariable String slug, @PathVariable long id) {
        var repository = repositories.require(user, key, slug, Role.ADMINISTER);
        keys.remove(user, repository, id);
        return back(repository);
    }

    private static ModelAndView back(Repository repository) {
        return new ModelAndView("redirect:" + repository.url() + "/settings/keys");
    }

    private ModelAndView view(Repository repository, Form form) {
        var all = keys.of(repository);
        var owners = users.names(all.stream().map(SshKey::owner).collect(Collectors.toSet()));
        return new ModelAndView(
                "code/deploy-keys",
                Map.of(
                        "place", views.place(repository),
                        "repository", repository,
                        "keys", all,
                        "owners", owners,
                        "form", form));
    }
}
