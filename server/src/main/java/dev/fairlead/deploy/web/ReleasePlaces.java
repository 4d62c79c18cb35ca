package dev.fairlead.deploy.web;

import dev.fairlead.deploy.Deployment;
import dev.fairlead.deploy.Deployments;
import dev.fairlead.deploy.Environment;
import dev.fairlead.deploy.Environments;
import dev.fairlead.issue.Projects;
import dev.fairlead.release.Release;
import java.util.List;
import org.springframework.stereotype.Component;

/** Tells how a release stands in the environments that it goes to. */
@Component
class ReleasePlaces {
    private final Environments environments;
    private final Deployments deployments;
    private final Projects projects;

    ReleasePlaces(Environments environments, Deployments deployments, Projects projects) {
        this.environments = environments;
        this.deployments = deployments;
        this.projects = projects;
    }

    /** Those that take releases of its repository, in the order a release travels. */
    List<Environment> environments(Release release) {
        return environments.of(projects.get(release.projectId())).stream()
                .filter(one -> isOf(one, release))
                .toList();
    }

    List<ReleasePlace> of(Release release, List<Environment> all) {
        var project = projects.get(release.projectId()).key();
        return all.stream().map(environment -> place(project, environment, release)).toList();
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
                words(own.get()),
                own.get().url());
    }

    private static String words(Deployment own) {
        return switch (own.state()) {
            case WAITING -> own.version() + " waits for its turn";
            case RUNNING -> own.version() + " is being deployed";
            case VERIFIED, FAILED, STOPPED -> own.version() + " " + own.state().word();
        };
    }
}
