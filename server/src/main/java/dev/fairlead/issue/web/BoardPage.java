package dev.fairlead.issue.web;

import dev.fairlead.identity.Access;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.issue.Issues;
import dev.fairlead.issue.Project;
import dev.fairlead.issue.Projects;
import dev.fairlead.web.Place;
import dev.fairlead.web.ProjectPanel;
import dev.fairlead.web.Section;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The line: the home of a project. */
@Controller
class BoardPage {
    private final Projects projects;
    private final Issues issues;
    private final IssueRows rows;
    private final Access access;
    private final List<ProjectPanel> panels;

    BoardPage(
            Projects projects,
            Issues issues,
            IssueRows rows,
            Access access,
            List<ProjectPanel> panels) {
        this.projects = projects;
        this.issues = issues;
        this.rows = rows;
        this.access = access;
        this.panels = panels;
    }

    @GetMapping("/projects/{key}")
    String page(User caller, @PathVariable String key, Model model) {
        var project = projects.require(caller, key, Role.READ);
        model.addAttribute("place", new Place(project.key(), project.name(), Section.LINE));
        model.addAttribute("mayWrite", access.may(caller, project.id(), Role.WRITE));
        model.addAttribute("board", board(caller, project));
        return "issue/board";
    }

    /** What the open page asks for again. */
    @GetMapping("/projects/{key}/board")
    String fragment(User caller, @PathVariable String key, Model model) {
        model.addAttribute("board", board(caller, projects.require(caller, key, Role.READ)));
        return "issue/board-live";
    }

    private Board board(User caller, Project project) {
        var all = issues.board(project);
        return new Board(
                project.key(),
                panels.stream()
                        .map(panel -> panel.panel(caller.id(), project.key()))
                        .flatMap(Optional::stream)
                        .toList(),
                rows.of(all.inFlight()),
                rows.of(all.open()),
                rows.of(all.done()));
    }
}
