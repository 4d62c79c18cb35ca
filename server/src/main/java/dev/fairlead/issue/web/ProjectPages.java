package dev.fairlead.issue.web;

import dev.fairlead.identity.Access;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.issue.BranchNaming;
import dev.fairlead.issue.Members;
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
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Making a project, and saying who may do what in it. */
@Controller
class ProjectPages {
    private final Projects projects;
    private final Members members;
    private final Access access;

    ProjectPages(Projects projects, Members members, Access access) {
        this.projects = projects;
        this.members = members;
        this.access = access;
    }

    @GetMapping("/projects")
    String mine() {
        return "redirect:/";
    }

    @GetMapping("/projects/new")
    String form(User caller, Model model) {
        access.requireAdministrator(caller);
        model.addAttribute("form", Form.empty());
        return "issue/new-project";
    }

    @PostMapping("/projects")
    String create(
            User caller,
            @RequestParam Map<String, String> typed,
            Model model,
            HttpServletResponse response) {
        try {
            var project = projects.create(caller, typed.get("key"), typed.get("name"));
            Flash.say(response, "The project %s is made.".formatted(project.name()));
            return "redirect:/projects/" + project.key();
        } catch (Problem problem) {
            response.setStatus(problem.status());
            model.addAttribute("form", Form.of(typed).refused(problem));
            return "issue/new-project";
        }
    }

    @GetMapping("/projects/{key}/settings")
    String settings(User caller, @PathVariable String key, Model model) {
        var project = projects.require(caller, key, Role.READ);
        return settings(caller, project, Form.empty(), naming(project), model);
    }

    @PostMapping("/projects/{key}/branch-naming")
    String nameBranches(
            User caller,
            @PathVariable String key,
            @RequestParam Map<String, String> typed,
            Model model,
            HttpServletResponse response) {
        var project = projects.require(caller, key, Role.ADMINISTER);
        try {
            var exceptions = typed.getOrDefault("exceptions", "").lines().toList();
            var naming = BranchNaming.of(typed.containsKey("needsKey"), exceptions);
            projects.nameBranches(caller, project, naming);
            Flash.say(
                    response,
                    naming.needsKey()
                            ? "New branches carry the key of an open issue."
                            : "New branches are named as everybody likes.");
            return "redirect:" + Section.SETTINGS.url(key);
        } catch (Problem problem) {
            response.setStatus(problem.status());
            return settings(caller, project, Form.empty(), Form.of(typed).refused(problem), model);
        }
    }

    /** For system administrators. */
    @PostMapping("/projects/{key}/control")
    String control(
            User caller,
            @PathVariable String key,
            @RequestParam(defaultValue = "false") boolean controlled,
            HttpServletResponse response) {
        var project = projects.require(caller, key, Role.READ);
        projects.control(caller, project, controlled);
        Flash.say(
                response,
                controlled
                        ? "%s is a controlled project now.".formatted(project.name())
                        : "%s is not a controlled project any more.".formatted(project.name()));
        return "redirect:" + Section.SETTINGS.url(key);
    }

    @PostMapping("/projects/{key}/members")
    String grant(
            User caller,
            @PathVariable String key,
            @RequestParam Map<String, String> typed,
            Model model,
            HttpServletResponse response) {
        var project = projects.require(caller, key, Role.ADMINISTER);
        try {
            var role = Members.role(typed.get("role"));
            var member = members.grant(caller, project, typed.get("user"), role);
            Flash.say(response, "%s may now %s.".formatted(member.name(), typed.get("role")));
            return "redirect:" + Section.SETTINGS.url(key);
        } catch (Problem problem) {
            response.setStatus(problem.status());
            return settings(
                    caller, project, Form.of(typed).refused(problem), naming(project), model);
        }
    }

    @PostMapping("/projects/{key}/members/{name}/removal")
    String revoke(
            User caller,
            @PathVariable String key,
            @PathVariable String name,
            HttpServletResponse response) {
        var project = projects.require(caller, key, Role.ADMINISTER);
        var member = members.revoke(caller, project, name);
        Flash.say(response, "%s has no role in this project any more.".formatted(member.name()));
        return "redirect:" + Section.SETTINGS.url(key);
    }

    private Form naming(Project project) {
        var naming = projects.branchNaming(project.id());
        var exceptions = String.join("\n", naming.texts());
        return Form.of(
                naming.needsKey()
                        ? Map.of("needsKey", "on", "exceptions", exceptions)
                        : Map.of("exceptions", exceptions));
    }

    private String settings(User caller, Project project, Form form, Form naming, Model model) {
        model.addAttribute("place", new Place(project.key(), project.name(), Section.SETTINGS));
        model.addAttribute("members", members.of(project));
        model.addAttribute("mayAdminister", access.may(caller, project.id(), Role.ADMINISTER));
        model.addAttribute("isControlled", projects.isControlled(project));
        model.addAttribute("form", form);
        model.addAttribute("naming", naming);
        return "issue/settings";
    }
}
