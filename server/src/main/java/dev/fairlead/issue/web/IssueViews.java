package dev.fairlead.issue.web;

import dev.fairlead.identity.Access;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.identity.Users;
import dev.fairlead.issue.Issue;
import dev.fairlead.issue.Issues;
import dev.fairlead.issue.Projects;
import dev.fairlead.timeline.LineViews;
import dev.fairlead.timeline.Timeline;
import dev.fairlead.web.Fragments;
import dev.fairlead.web.IssueFacts;
import dev.fairlead.web.IssuePanel;
import dev.fairlead.web.Markdown;
import dev.fairlead.web.Place;
import dev.fairlead.web.Section;
import gg.jte.Content;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts together what an issue's page shows. */
@Component
class IssueViews {
    private final Projects projects;
    private final Issues issues;
    private final IssueRows rows;
    private final Timeline timeline;
    private final Users users;
    private final Access access;
    private final List<IssuePanel> panels;
    private final List<IssueFacts> facts;
    private final Fragments fragments;

    IssueViews(
            Projects projects,
            Issues issues,
            IssueRows rows,
            Timeline timeline,
            Users users,
            Access access,
            List<IssuePanel> panels,
            List<IssueFacts> facts,
            Fragments fragments) {
        this.projects = projects;
        this.issues = issues;
        this.rows = rows;
        this.timeline = timeline;
        this.users = users;
        this.access = access;
        this.panels = panels;
        this.facts = facts;
        this.fragments = fragments;
    }

    IssueView of(User caller, Issue issue) {
        var project = projects.get(issue.projectId());
        return new IssueView(
                new Place(project.key(), project.name(), Section.ISSUES),
                issue.key(),
                issue.type().words(),
                issue.title(),
                issue.description().isEmpty() ? null : Markdown.of(issue.description()),
                issue.status().words(),
                issue.assignee() == null ? null : users.get(issue.assignee()).name(),
                users.get(issue.reporter()).name(),
                issue.created(),
                parent(issue),
                rows.of(issues.children(issue.key())),
                LineViews.of(issue.key(), timeline.line(issue.key())),
                panels(caller, issue, IssuePanel.Spot.ACTIONS),
                panels(caller, issue, IssuePanel.Spot.SIDE),
                facts.stream().flatMap(some -> some.facts(issue.key()).stream()).toList(),
                access.may(caller, issue.projectId(), Role.WRITE),
                Objects.equals(issue.assignee(), caller.id()));
    }

    private IssueView.@Nullable Parent parent(Issue issue) {
        return Optional.ofNullable(issue.parent())
                .flatMap(issues::find)
                .map(parent -> new IssueView.Parent(parent.key(), parent.title()))
                .orElse(null);
    }

    private List<Content> panels(User caller, Issue issue, IssuePanel.Spot spot) {
        return panels.stream()
                .filter(panel -> panel.spot() == spot)
                .map(panel -> panel.panel(caller.id(), issue.key(), fragments.frame()))
                .flatMap(Optional::stream)
                .toList();
    }
}
