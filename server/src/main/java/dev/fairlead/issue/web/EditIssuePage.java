package dev.fairlead.issue.web;

import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.identity.Users;
import dev.fairlead.issue.Issue;
import dev.fairlead.issue.IssueStatus;
import dev.fairlead.issue.Issues;
import dev.fairlead.issue.Members;
import dev.fairlead.issue.Project;
import dev.fairlead.issue.Projects;
import dev.fairlead.problem.Problem;
import dev.fairlead.web.Form;
import dev.fairlead.web.Place;
import dev.fairlead.web.Section;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Changing what an issue says, who does it and its status. */
@Controller
class EditIssuePage {
    private final Issues issues;
    private final Projects projects;
    private final Members members;
    private final Users users;
    private final TransactionTemplate transaction;

    EditIssuePage(
            Issues issues,
            Projects projects,
            Members members,
            Users users,
            TransactionTemplate transaction) {
        this.issues = issues;
        this.projects = projects;
        this.members = members;
        this.users = users;
        this.transaction = transaction;
    }

    @GetMapping("/issues/{key}/edit")
    String form(User caller, @PathVariable String key, Model model) {
        var issue = issues.require(caller, key, Role.WRITE);
        var assignee = issue.assignee() == null ? "" : users.get(issue.assignee()).name();
        var now =
                Map.of(
                        "title", issue.title(),
                        "description", issue.description(),
                        "assignee", assignee,
                        "status", issue.status().words(),
                        "version", Integer.toString(issue.version()));
        return form(caller, issue, Form.of(now), model);
    }

    @PostMapping("/issues/{key}")
    String save(
            User caller,
            @PathVariable String key,
            @RequestParam Map<String, String> typed,
            Model model,
            HttpServletResponse response) {
        var issue = issues.require(caller, key, Role.WRITE);
        try {
            transaction.executeWithoutResult(_ -> save(caller, issue, typed));
            return "redirect:" + issue.url();
        } catch (Problem problem) {
            response.setStatus(problem.status());
            return form(caller, issue, Form.of(typed).refused(problem), model);
        }
    }

    private void save(User caller, Issue issue, Map<String, String> typed) {
        if (!Integer.toString(issue.version()).equals(typed.get("version"))) {
            throw Problem.conflict(
                    "%s was changed by somebody else meanwhile. Open it in another tab, then repeat your change."
                            .formatted(issue.key()));
        }
        var assignee = assignee(typed.getOrDefault("assignee", ""));
        issues.edit(caller, issue, typed.get("title"), typed.get("description"), assignee);
        issues.move(caller.actor(), issue.key(), IssueStatus.of(typed.get("status")));
    }

    private @Nullable User assignee(String name) {
        if (name.isEmpty()) {
            return null;
        }
        return users.byName(name)
                .orElseThrow(() ->
                        Problem.invalid(
                                "assignee",
                                "assignee: there is nobody called \"%s\".".formatted(name)));
    }

    private String form(User caller, Issue issue, Form form, Model model) {
        Project project = projects.get(issue.projectId());
        model.addAttribute("place", new Place(project.key(), project.name(), Section.ISSUES));
        model.addAttribute("key", issue.key());
        model.addAttribute("people", people(caller, project, form.value("assignee")));
        model.addAttribute("form", form);
        return "issue/edit";
    }

    /** The members, the editor and whoever has it now. */
    private List<String> people(User caller, Project project, String assignee) {
        return Stream.concat(
                        members.of(project).keySet().stream().map(User::name),
                        Stream.of(caller.name(), assignee))
                .filter(name -> !name.isEmpty())
                .distinct()
                .sorted()
                .toList();
    }
}
