package dev.fairlead.deploy.web;

import dev.fairlead.deploy.Board;
import dev.fairlead.deploy.BoardEntry;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.Users;
import dev.fairlead.issue.Project;
import dev.fairlead.issue.Projects;
import dev.fairlead.web.Fragments;
import dev.fairlead.web.ProjectPanel;
import gg.jte.Content;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Makes boards of environments, also the one above a project's changes in flight. */
@Component
class Boards implements ProjectPanel {
    private final Board board;
    private final Projects projects;
    private final Users users;
    private final Fragments fragments;

    Boards(Board board, Projects projects, Users users, Fragments fragments) {
        this.board = board;
        this.projects = projects;
        this.users = users;
        this.fragments = fragments;
    }

    @Override
    public Optional<Content> panel(long userId, String projectKey) {
        var project = projects.require(users.get(userId), projectKey, Role.READ);
        var view = of(project);
        return view.isEmpty()
                ? Optional.empty()
                : Optional.of(fragments.of("deploy/board", Map.of("board", view)));
    }

    BoardView of(Project project) {
        return of(List.of(project)).getFirst();
    }

    /** One for each project, also for those without environments. */
    List<BoardView> of(Collection<Project> projects) {
        var entries = board.of(projects);
        var names = names(entries);
        return projects.stream().map(project -> BoardView.of(project, entries, names)).toList();
    }

    Map<Long, String> names(List<BoardEntry> entries) {
        return users.names(
                entries.stream()
                        .map(BoardEntry::verified)
                        .filter(Objects::nonNull)
                        .map(BoardEntry.Verified::by)
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet()));
    }
}
