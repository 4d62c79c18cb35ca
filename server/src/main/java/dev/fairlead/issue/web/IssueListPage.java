package dev.fairlead.issue.web;

import dev.fairlead.identity.Access;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.issue.IssueFilter;
import dev.fairlead.issue.IssueStatus;
import dev.fairlead.issue.IssueType;
import dev.fairlead.issue.Issues;
import dev.fairlead.issue.Projects;
import dev.fairlead.web.Form;
import dev.fairlead.web.Listing;
import dev.fairlead.web.Place;
import dev.fairlead.web.Section;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** All issues of a project, by status, type, words and mine. */
@Controller
class IssueListPage {
    private final Projects projects;
    private final Issues issues;
    private final IssueRows rows;
    private final Access access;

    IssueListPage(Projects projects, Issues issues, IssueRows rows, Access access) {
        this.projects = projects;
        this.issues = issues;
        this.rows = rows;
        this.access = access;
    }

    @GetMapping("/projects/{key}/issues")
    String page(
            User caller,
            @PathVariable String key,
            @RequestParam Map<String, String> typed,
            @RequestParam(defaultValue = "0") int offset,
            Model model) {
        var project = projects.require(caller, key, Role.READ);
        var filter = filter(caller, typed);
        var from = Math.max(0, offset);
        var found = rows.of(issues.list(project, filter, from, Listing.PAGE + 1));
        model.addAttribute("place", new Place(project.key(), project.name(), Section.ISSUES));
        model.addAttribute("mayWrite", access.may(caller, project.id(), Role.WRITE));
        model.addAttribute("form", Form.of(typed));
        model.addAttribute("filtered", !filter.equals(IssueFilter.ALL));
        model.addAttribute(
                "issues", Listing.page(found, from, next -> Addresses.page(project, filter, next)));
        return "issue/list";
    }

    private static IssueFilter filter(User caller, Map<String, String> typed) {
        return new IssueFilter(
                isAny(typed.get("status")) ? null : IssueStatus.of(typed.get("status")),
                isAny(typed.get("type")) ? null : IssueType.of(typed.get("type")),
                "me".equals(typed.get("assignee")) ? caller.id() : null,
                typed.getOrDefault("q", "").strip());
    }

    private static boolean isAny(@Nullable String typed) {
        return typed == null || typed.isEmpty();
    }
}
