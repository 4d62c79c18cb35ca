package dev.fairlead.deploy.web;

import dev.fairlead.code.Repositories;
import dev.fairlead.code.Repository;
import dev.fairlead.deploy.DefinitionView;
import dev.fairlead.deploy.Environments;
import dev.fairlead.deploy.Trials;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.issue.Projects;
import dev.fairlead.problem.Problem;
import dev.fairlead.web.Flash;
import dev.fairlead.web.Form;
import dev.fairlead.web.Place;
import dev.fairlead.web.Section;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The form of an environment's definition, and trying its hosts before anything is saved. */
@Controller
@RequestMapping("/projects/{key}/environments")
class DefinitionPages {
    private final Environments environments;
    private final Trials trials;
    private final Projects projects;
    private final Repositories repositories;
    private final JsonMapper json;

    DefinitionPages(
            Environments environments,
            Trials trials,
            Projects projects,
            Repositories repositories,
            JsonMapper json) {
        this.environments = environments;
        this.trials = trials;
        this.projects = projects;
        this.repositories = repositories;
        this.json = json;
    }

    @GetMapping("/new")
    ModelAndView create(User user, @PathVariable String key) {
        var project = projects.require(user, key, Role.ADMINISTER);
        var first = repositories.of(project).stream().map(Repository::slug).findFirst().orElse("");
        return view(user, key, DefinitionForm.empty(first), List.of());
    }

    @GetMapping("/{name}/definition")
    ModelAndView edit(User user, @PathVariable String key, @PathVariable String name) {
        var environment = environments.require(user, key, name, Role.ADMINISTER);
        var definition = json.<JsonNode>valueToTree(DefinitionView.json(environment.definition()));
        return view(user, key, DefinitionForm.of(environment, definition), List.of());
    }

    @PostMapping
    ModelAndView saveNew(
            User user,
            @PathVariable String key,
            @RequestParam Map<String, String> typed,
            HttpServletResponse response) {
        return save(user, key, null, FormRows.withoutGaps(typed), response);
    }

    @PostMapping("/{name}/definition")
    ModelAndView save(
            User user,
            @PathVariable String key,
            @PathVariable String name,
            @RequestParam Map<String, String> typed,
            HttpServletResponse response) {
        return save(user, key, name, FormRows.withoutGaps(typed), response);
    }

    /** Tries the hosts as typed; the page comes back with the form and what they answer. */
    @PostMapping("/trials")
    ModelAndView tryHosts(
            User user, @PathVariable String key, @RequestParam Map<String, String> typed) {
        var project = projects.require(user, key, Role.ADMINISTER);
        var form = FormRows.withoutGaps(typed);
        var name =
                environments.of(project).stream()
                        .map(one -> one.name())
                        .filter(form.value("name")::equals)
                        .findFirst()
                        .orElse(null);
        try {
            var begun = trials.begin(user, key, name, DefinitionFields.json(form, json));
            return view(user, key, new DefinitionForm(name, form), begun);
        } catch (Problem refused) {
            var again = new DefinitionForm(name, form.refused(refused));
            return view(user, key, again, List.of());
        }
    }

    @GetMapping("/trials/{job}")
    ModelAndView trial(User user, @PathVariable String key, @PathVariable long job) {
        return new ModelAndView(
                "deploy/trial", Map.of("projectKey", key, "trial", trials.get(user, key, job)));
    }

    private ModelAndView save(
            User user, String key, @Nullable String name, Form form, HttpServletResponse response) {
        try {
            var saved =
                    environments.put(
                            user,
                            key,
                            name == null ? form.value("name") : name,
                            DefinitionFields.json(form, json));
            Flash.say(response, ("Saved. " + String.join(" ", saved.remarks())).strip());
            return new ModelAndView("redirect:" + saved.environment().url(key));
        } catch (Problem refused) {
            if (refused.field() == null) {
                throw refused;
            }
            return view(user, key, new DefinitionForm(name, form.refused(refused)), List.of());
        }
    }

    private ModelAndView view(
            User user, String key, DefinitionForm edit, List<Trials.Trial> tried) {
        var project = projects.require(user, key, Role.ADMINISTER);
        return new ModelAndView(
                "deploy/form",
                Map.of(
                        "place",
                        new Place(project.key(), project.name(), Section.ENVIRONMENTS),
                        "edit",
                        edit,
                        "tips",
                        environments.tips(project),
                        "trials",
                        tried));
    }
}
