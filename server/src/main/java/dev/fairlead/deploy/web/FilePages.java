package dev.fairlead.deploy.web;

import dev.fairlead.code.Repositories;
import dev.fairlead.code.Repository;
import dev.fairlead.deploy.Environment;
import dev.fairlead.deploy.EnvironmentFile;
import dev.fairlead.deploy.EnvironmentFiles;
import dev.fairlead.deploy.Environments;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.issue.Project;
import dev.fairlead.issue.Projects;
import dev.fairlead.problem.Problem;
import dev.fairlead.web.Flash;
import dev.fairlead.web.Form;
import dev.fairlead.web.Place;
import dev.fairlead.web.Section;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The file that keeps a project's environments: which one, and how it stands. */
@Controller
@RequestMapping("/projects/{key}/environment-file")
class FilePages {
    private final EnvironmentFiles files;
    private final Environments environments;
    private final Repositories repositories;
    private final Projects projects;
    private final Access access;

    FilePages(
            EnvironmentFiles files,
            Environments environments,
            Repositories repositories,
            Projects projects,
            Access access) {
        this.files = files;
        this.environments = environments;
        this.repositories = repositories;
        this.projects = projects;
        this.access = access;
    }

    @GetMapping
    ModelAndView page(User user, @PathVariable String key) {
        var project = projects.require(user, key, Role.READ);
        var first = repositories.of(project).stream().map(Repository::slug).findFirst().orElse("");
        var proposed = Map.of("repository", first, "path", EnvironmentFile.USUAL);
        return view(user, project, Form.of(proposed));
    }

    @PostMapping
    ModelAndView name(
            User user, @PathVariable String key, @RequestParam Map<String, String> typed) {
        var project = projects.require(user, key, Role.ADMINISTER);
        var form = Form.of(typed);
        try {
            files.name(user, key, form.value("repository"), form.value("path"));
            return new ModelAndView("redirect:/projects/" + key + "/environment-file");
        } catch (Problem refused) {
            if (refused.field() == null) {
                throw refused;
            }
            return view(user, project, form.refused(refused));
        }
    }

    @PostMapping("/removal")
    String forget(User user, @PathVariable String key, HttpServletResponse response) {
        files.forget(user, key);
        Flash.say(response, "The environments stay as they are, and are edited by hand again.");
        return "redirect:/projects/" + key + "/environment-file";
    }

    private ModelAndView view(User user, Project project, Form form) {
        var file = files.of(project).orElse(null);
        var repository = file == null ? null : repositories.get(file.repositoryId());
        var all = environments.of(project);
        return new ModelAndView(
                "deploy/file",
                Map.of(
                        "page",
                        new FilePage(
                                new Place(project.key(), project.name(), Section.ENVIRONMENTS),
                                file,
                                repository,
                                all.stream().map(this::row).toList(),
                                all.isEmpty() ? null : files.text(all),
                                form,
                                access.may(user, project.id(), Role.ADMINISTER))));
    }

    private FilePage.Row row(Environment environment) {
        return new FilePage.Row(environment, files.keeping(environment).orElse(null));
    }
}
