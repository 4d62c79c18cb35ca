package dev.fairlead.deploy.web;

import dev.fairlead.deploy.BoardEntry;
import dev.fairlead.deploy.Definition.Kind;
import dev.fairlead.issue.Project;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The environments of one project, by kind in their order. */
public record BoardView(Project project, Map<Kind, List<BoardCard>> kinds) {
    static BoardView of(Project project, List<BoardEntry> entries, Map<Long, String> names) {
        var kinds = new EnumMap<Kind, List<BoardCard>>(Kind.class);
        entries.stream()
                .filter(entry -> entry.place().projectId() == project.id())
                .map(entry -> BoardCard.of(project.key(), entry, names))
                .forEach(card ->
                        kinds.computeIfAbsent(card.entry().place().kind(), _ -> new ArrayList<>())
                                .add(card));
        return new BoardView(project, kinds);
    }

    public List<BoardCard> of(Kind kind) {
        return kinds.getOrDefault(kind, List.of());
    }

    public boolean isEmpty() {
        return kinds.isEmpty();
    }
}
