package dev.fairlead.issue.web;

import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.issue.Comments;
import dev.fairlead.issue.IssueStatus;
import dev.fairlead.issue.Issues;
import dev.fairlead.problem.Problem;
import dev.fairlead.timeline.LineViews;
import dev.fairlead.timeline.Timeline;
import dev.fairlead.web.Form;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** An issue, its parts that follow what happens, and what a click does to it. */
@Controller
@RequestMapping("/issues/{key}")
class IssuePage {
    private final Issues issues;
    private final Comments comments;
    private final Timeline timeline;
    private final Activity activity;
    private final IssueViews views;

    IssuePage(
            Issues issues,
            Comments comments,
            Timeline timeline,
            Activity activity,
            IssueViews views) {
        this.issues = issues;
        this.comments = comments;
        this.timeline = timeline;
        this.activity = activity;
        this.views = views;
    }

    @GetMapping
    String page(User caller, @PathVariable String key, Model model) {
        return page(caller, key, Form.empty(), model);
    }

    @GetMapping("/line")
    String line(User caller, @PathVariable String key, Model model) {
        var issue = issues.require(caller, key, Role.READ);
        model.addAttribute("line", LineViews.of(issue.key(), timeline.line(issue.key())));
        return "web/line-panel";
    }

    @GetMapping("/activity")
    String activity(User caller, @PathVariable String key, Model model) {
        var issue = issues.require(caller, key, Role.READ);
        model.addAttribute("key", issue.key());
        model.addAttribute("entries", activity.of(issue));
        return "issue/activity";
    }

    @GetMapping("/side")
    String side(User caller, @PathVariable String key, Model model) {
        model.addAttribute("issue", views.of(caller, issues.require(caller, key, Role.READ)));
        return "issue/side";
    }

    @PostMapping("/comments")
    String comment(
            User caller,
            @PathVariable String key,
            @RequestParam Map<String, String> typed,
            Model model,
            HttpServletResponse response) {
        try {
            comments.add(caller, issues.require(caller, key, Role.READ), typed.get("text"));
            return "redirect:/issues/" + key;
        } catch (Problem problem) {
            response.setStatus(problem.status());
            return page(caller, key, Form.of(typed).refused(problem), model);
        }
    }

    @PostMapping("/status")
    String move(User caller, @PathVariable String key, @RequestParam String status) {
        var issue = issues.require(caller, key, Role.WRITE);
        issues.move(caller.actor(), issue.key(), IssueStatus.of(status));
        return "redirect:/issues/" + key;
    }

    /** Who clicks takes it. */
    @PostMapping("/assignee")
    String take(User caller, @PathVariable String key) {
        var issue = issues.require(caller, key, Role.WRITE);
        issues.edit(caller, issue, issue.title(), issue.description(), caller);
        return "redirect:/issues/" + key;
    }

    private String page(User caller, String key, Form comment, Model model) {
        var issue = issues.require(caller, key, Role.READ);
        model.addAttribute("issue", views.of(caller, issue));
        model.addAttribute("entries", activity.of(issue));
        model.addAttribute("comment", comment);
        return "issue/issue";
    }
}
