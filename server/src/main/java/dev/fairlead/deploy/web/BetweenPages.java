package dev.fairlead.deploy.web;

import dev.fairlead.deploy.Between;
import dev.fairlead.deploy.Comparisons;
import dev.fairlead.deploy.Environment;
import dev.fairlead.deploy.Environments;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.identity.Users;
import dev.fairlead.issue.Project;
import dev.fairlead.issue.Projects;
import dev.fairlead.problem.Problem;
import dev.fairlead.release.Release;
import dev.fairlead.release.Releases;
import dev.fairlead.web.Form;
import dev.fairlead.web.Place;
import dev.fairlead.web.Section;
import java.util.HashSet;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** What would go on, and what would be lost, between any two environments or releases. */
@Controller
class BetweenPages {
    private static final int PROPOSED = 30;

    private final Comparisons comparisons;
    private final Environments environments;
    private final Releases releases;
    private final Projects projects;
    private final Users users;

    BetweenPages(
            Comparisons comparisons,
            Environments environments,
            Releases releases,
            Projects projects,
            Users users) {
        this.comparisons = comparisons;
        this.environments = environments;
        this.releases = releases;
        this.projects = projects;
        this.users = users;
    }

    @GetMapping("/projects/{key}/between")
    ModelAndView page(
            User user, @PathVariable String key, @RequestParam Map<String, String> asked) {
        var project = projects.require(user, key, Role.READ);
        var form = Form.of(asked);
        var from = form.value("from").strip();
        var to = form.value("to").strip();
        if (from.isEmpty() || to.isEmpty()) {
            return view(project, form, null);
        }
        try {
            var slug = form.value("repository").isBlank() ? null : form.value("repository");
            return view(project, form, comparisons.between(user, project, from, to, slug));
        } catch (Problem refused) {
            return view(project, form.refused(refused), null);
        }
    }

    private ModelAndView view(Project project, Form form, @Nullable Between between) {
        return new ModelAndView(
                "deploy/between",
                Map.of(
                        "page",
                        new BetweenPage(
                                new Place(project.key(), project.name(), Section.ENVIRONMENTS),
                                form,
                                Stream.concat(
                                                environments.of(project).stream()
                                                        .map(Environment::name),
                                                releases.of(project, PROPOSED).stream()
                                                        .map(Release::version))
                                        .distinct()
                                        .toList(),
                                between,
                                between == null ? Map.of() : names(between))));
    }

    private Map<Long, String> names(Between between) {
        var ids = new HashSet<Long>();
        between.onward().commits().forEach(one -> ids.addAll(one.writers()));
        between.lost().commits().forEach(one -> ids.addAll(one.writers()));
        return users.names(ids);
    }
}
