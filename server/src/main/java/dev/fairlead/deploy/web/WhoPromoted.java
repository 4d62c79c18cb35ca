package dev.fairlead.deploy.web;

import dev.fairlead.deploy.Deployment;
import dev.fairlead.deploy.Deployments;
import dev.fairlead.deploy.Environments;
import dev.fairlead.identity.Users;
import dev.fairlead.release.Release;
import dev.fairlead.release.Releases;
import dev.fairlead.web.IssueFacts;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Among an issue's facts: who decided that its release goes on. */
@Component
@Order(40)
class WhoPromoted implements IssueFacts {
    private final Releases releases;
    private final Deployments deployments;
    private final Environments environments;
    private final Users users;

    WhoPromoted(
            Releases releases, Deployments deployments, Environments environments, Users users) {
        this.releases = releases;
        this.deployments = deployments;
        this.environments = environments;
        this.users = users;
    }

    @Override
    public List<Fact> facts(String issueKey) {
        return releases.ofIssue(issueKey).stream().findFirst().stream()
                .flatMap(this::promotions)
                .distinct()
                .toList();
    }

    private Stream<Fact> promotions(Release release) {
        return deployments.ofRelease(release.id()).stream()
                .filter(one -> one.cause() == Deployment.Cause.PROMOTION)
                .map(this::fact);
    }

    private Fact fact(Deployment deployment) {
        var by = deployment.requestedBy();
        return new Fact(
                "Promoted it",
                by == null ? "Fairlead" : users.get(by).name(),
                environments.get(deployment.environmentId()).name());
    }
}
