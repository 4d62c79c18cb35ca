package dev.fairlead.code.web;

import dev.fairlead.code.Repositories;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.web.RepositoryPanel;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** A repository's own page. */
@Controller
@RequestMapping("/projects/{key}/repositories/{slug}")
class RepositoryPages {
    private final Repositories repositories;
    private final RepositoryViews views;
    private final List<RepositoryPanel> panels;

    RepositoryPages(
            Repositories repositories, RepositoryViews views, List<RepositoryPanel> panels) {
        this.repositories = repositories;
        this.views = views;
        this.panels = panels;
    }

    @GetMapping
    ModelAndView page(User user, @PathVariable String key, @PathVariable String slug) {
        var repository = repositories.require(user, key, slug, Role.READ);
        var parts =
                panels.stream().flatMap(panel -> panel.panel(repository.id()).stream()).toList();
        return new ModelAndView(
                "code/repository", Map.of("page", views.page(repository), "panels", parts));
    }
}
