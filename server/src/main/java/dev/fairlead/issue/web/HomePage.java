package dev.fairlead.issue.web;

import dev.fairlead.identity.User;
import dev.fairlead.issue.Issues;
import dev.fairlead.issue.Projects;
import dev.fairlead.web.Waiting;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Where everybody begins: what waits for me, and my projects. */
@Controller
class HomePage {
    private final Projects projects;
    private final Issues issues;
    private final List<Waiting> waiting;

    HomePage(Projects projects, Issues issues, List<Waiting> waiting) {
        this.projects = projects;
        this.issues = issues;
        this.waiting = waiting;
    }

    @GetMapping("/")
    String home(User caller, Model model) {
        var inFlight = issues.countInFlight();
        model.addAttribute(
                "projects",
                projects.visibleTo(caller).stream()
                        .map(project ->
                                new ProjectCard(
                                        project.key(),
                                        project.name(),
                                        inFlight.getOrDefault(project.id(), 0)))
                        .toList());
        model.addAttribute("waiting", waitingFor(caller));
        return "issue/home";
    }

    @GetMapping("/waiting")
    String waiting(User caller, Model model) {
        model.addAttribute("waiting", waitingFor(caller));
        return "issue/waiting";
    }

    private List<Waiting.Item> waitingFor(User caller) {
        return waiting.stream()
                .flatMap(some -> some.waitingFor(caller.id()).stream())
                .sorted(Comparator.comparing(Waiting.Item::since))
                .toList();
    }
}
