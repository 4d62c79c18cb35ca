package dev.fairlead.deploy.web;

import dev.fairlead.deploy.Drift;
import dev.fairlead.deploy.Drifts;
import dev.fairlead.deploy.Environment;
import dev.fairlead.deploy.Environments;
import dev.fairlead.deploy.Promotions;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.identity.Users;
import dev.fairlead.issue.Projects;
import dev.fairlead.web.Waiting;
import java.util.List;
import org.springframework.stereotype.Component;

/** Hosts that were changed beside Fairlead wait for those who decide what runs there. */
@Component
class DriftWaiting implements Waiting {
    private final Users users;
    private final Drifts drifts;
    private final Environments environments;
    private final Promotions promotions;
    private final Projects projects;
    private final Access access;

    DriftWaiting(
            Users users,
            Drifts drifts,
            Environments environments,
            Promotions promotions,
            Projects projects,
            Access access) {
        this.users = users;
        this.drifts = drifts;
        this.environments = environments;
        this.promotions = promotions;
        this.projects = projects;
        this.access = access;
    }

    @Override
    public List<Item> waitingFor(long userId) {
        var user = users.get(userId);
        return drifts.open().stream()
                .filter(drift -> mayAct(user, environments.get(drift.environmentId())))
                .map(this::item)
                .toList();
    }

    private boolean mayAct(User user, Environment environment) {
        return access.may(user, environment.projectId(), Role.READ)
                && (promotions.isPromoter(user, environment)
                        || access.may(user, environment.projectId(), Role.ADMINISTER));
    }

    private Item item(Drift drift) {
        var environment = environments.get(drift.environmentId());
        var url = environment.url(projects.get(environment.projectId()).key());
        return new Item(
                environment.name() + ": " + drift.sentence(), url, drift.firstWrong(), null);
    }
}
