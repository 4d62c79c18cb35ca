package dev.fairlead.issue.web;

import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.issue.IssueType;
import dev.fairlead.issue.Issues;
import dev.fairlead.issue.Project;
import dev.fairlead.issue.Projects;
import dev.fairlead.problem.Problem;
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

/** Filing an issue. */
@Controller
class NewIssuePage {
    private final Projects projects;
    private final Issues issues;

    NewIssuePage(Projects projects, Issues issues) {
        this.projects = projects;
        this.issues = issues;
    }

    /** Type and parent may come with the address, as from an epic's page. */
    @GetMapping("/projects/{key}/issues/new")
    String form(
            User caller,
            @PathVariable String key,
            @RequestParam Map<String, String> typed,
            Model model) {
        return form(projects.require(caller, key, Role.WRITE), Form.of(typed), model);
    }

    @PostMapping("/projects/{key}/issues")
    String file(
            User caller,
            @PathVariable String key,
            @RequestParam Map<String, String> typed,
            Model model,
            HttpServletResponse response) {
        var project = projects.require(caller, key, Role.WRITE);
        try {
            var issue =
                    issues.file(
                            caller,
                            project,
                            IssueType.of(typed.get("type")),
                            typed.get("title"),
                            typed.get("description"),
                            typed.get("parent"));
            return "redirect:" + issue.url();
        } catch (Problem problem) {
            response.setStatus(problem.status());
            return form(project, Form.of(typed).refused(problem), model);
        }
    }

    private static String form(Project project, Form form, Model model) {
        model.addAttribute("place", new Place(project.key(), project.name(), Section.ISSUES));
        model.addAttribute("form", form);
        return "issue/new";
    }
}
