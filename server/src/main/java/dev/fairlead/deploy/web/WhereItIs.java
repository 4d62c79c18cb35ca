package dev.fairlead.deploy.web;

import dev.fairlead.release.Releases;
import dev.fairlead.web.Fragments;
import dev.fairlead.web.Frame;
import dev.fairlead.web.IssuePanel;
import gg.jte.Content;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** On an issue's page: what its release's environments run. */
@Component
@Order(40)
class WhereItIs implements IssuePanel {
    private final Releases releases;
    private final ReleasePlaces places;
    private final Fragments fragments;

    WhereItIs(Releases releases, ReleasePlaces places, Fragments fragments) {
        this.releases = releases;
        this.places = places;
        this.fragments = fragments;
    }

    @Override
    public Spot spot() {
        return Spot.SIDE;
    }

    @Override
    public Optional<Content> panel(long userId, String issueKey, Frame frame) {
        return releases.ofIssue(issueKey).stream()
                .findFirst()
                .map(release -> places.of(release, places.environments(release)))
                .filter(found -> !found.isEmpty())
                .map(found ->
                        fragments.of("deploy/where", Map.of("places", found, "drifts", List.of())));
    }
}
