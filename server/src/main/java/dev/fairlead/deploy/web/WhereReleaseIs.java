package dev.fairlead.deploy.web;

import dev.fairlead.deploy.Drift;
import dev.fairlead.deploy.Drifts;
import dev.fairlead.deploy.Environment;
import dev.fairlead.release.Release;
import dev.fairlead.release.ReleasePanel;
import dev.fairlead.web.Fragments;
import dev.fairlead.web.Frame;
import gg.jte.Content;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** On a release's page: the environments that it goes to, and hosts that left it or took it. */
@Component
@Order(40)
class WhereReleaseIs implements ReleasePanel {
    private final ReleasePlaces places;
    private final Drifts drifts;
    private final Fragments fragments;

    WhereReleaseIs(ReleasePlaces places, Drifts drifts, Fragments fragments) {
        this.places = places;
        this.drifts = drifts;
        this.fragments = fragments;
    }

    @Override
    public Optional<Content> panel(long userId, Release release, Frame frame) {
        var all = places.environments(release);
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        fragments.of(
                                "deploy/where",
                                Map.of(
                                        "places", places.of(release, all),
                                        "drifts", drifts(release, all))));
    }

    private List<Drift> drifts(Release release, List<Environment> all) {
        return drifts.open(all).stream()
                .filter(drift ->
                        release.version().equals(drift.expected())
                                || release.version().equals(drift.found().version()))
                .toList();
    }
}
