package dev.fairlead.release.web;

import dev.fairlead.identity.User;
import dev.fairlead.identity.Users;
import dev.fairlead.web.Fragments;
import dev.fairlead.web.Frame;
import dev.fairlead.web.IssueFacts;
import dev.fairlead.web.IssuePanel;
import gg.jte.Content;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The panel "Development" on an issue's page, and who wrote and approved its change. */
@Component
@Order(10)
class DevelopmentPanel implements IssuePanel, IssueFacts {
    private final Development development;
    private final Fragments fragments;
    private final Users users;

    DevelopmentPanel(Development development, Fragments fragments, Users users) {
        this.development = development;
        this.fragments = fragments;
        this.users = users;
    }

    @Override
    public Spot spot() {
        return Spot.SIDE;
    }

    @Override
    public Optional<Content> panel(long userId, String issueKey, Frame frame) {
        var view = development.of(issueKey);
        return view.changes().isEmpty()
                ? Optional.empty()
                : Optional.of(fragments.of("release/development", Map.of("view", view)));
    }

    @Override
    public List<Fact> facts(String issueKey) {
        var changes = development.of(issueKey).changes();
        var facts = new ArrayList<Fact>();
        add(facts, "Wrote it", people(changes, DevelopmentView.Change::writers));
        add(facts, "Approved it", people(changes, DevelopmentView.Change::approvers));
        return facts;
    }

    private static void add(List<Fact> facts, String label, String names) {
        if (!names.isEmpty()) {
            facts.add(new Fact(label, names, null));
        }
    }

    private String people(
            List<DevelopmentView.Change> changes,
            Function<DevelopmentView.Change, Set<Long>> which) {
        var ids =
                changes.stream()
                        .flatMap(change -> which.apply(change).stream())
                        .collect(Collectors.toSet());
        return users.byIds(ids).values().stream()
                .map(User::name)
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
