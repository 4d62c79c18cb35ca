package dev.fairlead.stash.web;

import dev.fairlead.identity.Users;
import dev.fairlead.stash.OutsideDeployment;
import dev.fairlead.stash.OutsideDeployments;
import dev.fairlead.web.Fragments;
import dev.fairlead.web.Frame;
import dev.fairlead.web.IssuePanel;
import gg.jte.Content;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** On an issue's page: where others say that they deployed its change. */
@Component
@Order(40)
class OutsideDeploymentPanel implements IssuePanel {
    private final OutsideDeployments deployments;
    private final Users users;
    private final Fragments fragments;

    OutsideDeploymentPanel(OutsideDeployments deployments, Users users, Fragments fragments) {
        this.deployments = deployments;
        this.users = users;
        this.fragments = fragments;
    }

    @Override
    public Spot spot() {
        return Spot.SIDE;
    }

    @Override
    public Optional<Content> panel(long userId, String issueKey, Frame frame) {
        var said = deployments.ofIssue(issueKey);
        if (said.isEmpty()) {
            return Optional.empty();
        }
        var posters = said.stream().map(OutsideDeployment::poster).collect(Collectors.toSet());
        var names = users.names(posters);
        return Optional.of(
                fragments.of("stash/outside", Map.of("deployments", said, "names", names)));
    }
}
