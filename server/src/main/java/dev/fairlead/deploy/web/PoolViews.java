package dev.fairlead.deploy.web;

import dev.fairlead.deploy.Environment;
import dev.fairlead.deploy.OutOfPool;
import dev.fairlead.deploy.PoolReturn;
import dev.fairlead.deploy.PoolReturns;
import dev.fairlead.identity.User;
import dev.fairlead.identity.Users;
import dev.fairlead.issue.Project;
import dev.fairlead.web.Place;
import dev.fairlead.web.Section;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Gathers what is out of the pool. */
@Component
class PoolViews {
    private final OutOfPool out;
    private final PoolReturns returns;
    private final Users users;

    PoolViews(OutOfPool out, PoolReturns returns, Users users) {
        this.out = out;
        this.returns = returns;
        this.users = users;
    }

    /** Environments without balancers have no pool. */
    PoolPage page(
            User user, Project project, @Nullable String one, List<Environment> environments) {
        var parts =
                environments.stream()
                        .filter(each -> !each.definition().balancers().isEmpty())
                        .map(each -> part(user, project, each))
                        .toList();
        return new PoolPage(
                new Place(project.key(), project.name(), Section.ENVIRONMENTS), one, parts);
    }

    private PoolPage.Part part(User user, Project project, Environment environment) {
        var pool = out.of(environment);
        var latest = returns.latest(environment);
        return new PoolPage.Part(
                pool,
                environment.url(project.key()),
                latest.orElse(null),
                latest.map(one -> users.get(one.askedBy()).displayName()).orElse(""),
                !pool.takenOut().isEmpty()
                        && latest.filter(PoolReturn::open).isEmpty()
                        && returns.mayBegin(user, environment));
    }
}
