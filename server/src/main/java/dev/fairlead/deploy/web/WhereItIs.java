package dev.fairlead.deploy.web;

import dev.fairlead.deploy.Deployment;
import dev.fairlead.deploy.Deployments;
import dev.fairlead.deploy.Environment;
import dev.fairlead.deploy.Environments;
import dev.fairlead.issue.Projects;
import dev.fairlead.release.Release;
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
    private final Environments environments;
    private final Deployments deployments;
    private final Projects projects;
    private final Fragments fragments;

    WhereItIs(
            Releases releases,
            Environments environments,
            Deployments deployments,
            Projects projects,
            Fragments fragments) {
        this.releases = releases;
        this.environments = environments;
        this.deployments = deployments;
        this.projects = projects;
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
                .map(this::places)
                .filter(places -> !places.isEmpty())
                .map(places -> fragments.of("deploy/where", Map.of("places", places)));
    }

    private List<ReleasePlace> places(Release release) {
        var project = projects.get(release.projectId());
        return environments.of(project).stream()
                .filter(one -> isOf(one, release))
                .map(environment -> place(project.key(), environment, release))
                .toList();
    }

    private boolean isOf(Environment environment, Release release) {
        return environments
                .repository(environment)
                .filter(repository -> repository.id() == release.repositoryId())
                .isPresent();
    }

    private ReleasePlace place(String projectKey, Environment environment, Release release) {
        var url = environment.url(projectKey);
        var own =
                deployments.ofRelease(release.id()).stream()
                        .filter(one -> one.environmentId() == environment.id())
                        .findFirst();
        var runs = deployments.lastVerified(environment).map(Deployment::version);
        if (own.isEmpty() || own.get().state() == Deployment.State.VERIFIED) {
            var here = runs.filter(release.version()::equals).isPresent();
            return new ReleasePlace(
                    environment.name(),
                    url,
                    here ? "passed" : "waiting",
                    here
                            ? "runs " + release.version()
                            : runs.map(v -> "runs " + v).orElse("not yet"),
                    own.map(Deployment::url).orElse(null));
        }
        return new ReleasePlace(
                environment.name(),
                url,
                DeploymentPage.look(own.get().state()),
                own.get().version() + " " + own.get().state().word(),
                own.get().url());
    }
}
