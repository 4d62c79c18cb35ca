package dev.fairlead.deploy;

import dev.fairlead.audit.Actor;
import dev.fairlead.code.Repositories;
import dev.fairlead.issue.IssueStatus;
import dev.fairlead.issue.Issues;
import dev.fairlead.issue.Projects;
import dev.fairlead.release.Release;
import dev.fairlead.release.Released;
import dev.fairlead.release.Releases;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Leads a release from one environment to the next: into automatic ones by itself, and up to the
 * door of those that a person promotes to.
 */
@Component
class Following {
    private static final int MOST_CARRIED = 100;
    private static final String NEWEST = Long.toString(Long.MAX_VALUE >> 4);

    private final EnvironmentStore environments;
    private final DeploymentStore deployments;
    private final Releases releases;
    private final Repositories repositories;
    private final Projects projects;
    private final Issues issues;
    private final Turns turns;
    private final Story story;
    private final Observations observations;
    private final TakingBack takingBack;
    private final ApplicationEventPublisher events;

    Following(
            EnvironmentStore environments,
            DeploymentStore deployments,
            Releases releases,
            Repositories repositories,
            Projects projects,
            Issues issues,
            Turns turns,
            Story story,
            Observations observations,
            TakingBack takingBack,
            ApplicationEventPublisher events) {
        this.environments = environments;
        this.deployments = deployments;
        this.releases = releases;
        this.repositories = repositories;
        this.projects = projects;
        this.issues = issues;
        this.turns = turns;
        this.story = story;
        this.observations = observations;
        this.takingBack = takingBack;
        this.events = events;
    }

    @EventListener
    @Transactional
    public void on(Released released) {
        var release = released.release();
        var all = of(release);
        lead(release, all, null);
        var production =
                all.stream().anyMatch(e -> e.definition().kind() == Definition.Kind.PRODUCTION);
        if (!production && release.issue() != null) {
            issues.move(Actor.FAIRLEAD, release.issue(), IssueStatus.DONE);
        }
    }

    @EventListener
    @Transactional
    public void on(DeploymentChanged changed) {
        var deployment = changed.deployment();
        var environment = changed.environment();
        story.changed(deployment, environment);
        if (deployment.state() == Deployment.State.VERIFIED) {
            arrived(deployment, environment);
        }
        if (deployment.state() == Deployment.State.FAILED
                || deployment.state() == Deployment.State.STOPPED) {
            observations.look(environment, HostQuestionStore.Purpose.LOOK);
        }
        if (deployment.state() == Deployment.State.FAILED) {
            takingBack.failed(deployment, environment);
        }
        if (deployment.state().isTerminal()) {
            turns.startNext(environments.lock(environment.id()));
        }
    }

    private void arrived(Deployment deployment, Environment environment) {
        var release = releases.get(deployment.releaseId());
        story.arrived(release, environment);
        carried(deployment, environment);
        if (deployment.cause() == Deployment.Cause.ROLLBACK) {
            between(deployment, environment, deployment.version(), NEWEST).stream()
                    .filter(later -> wasHere(later, environment))
                    .forEach(later -> story.takenBack(later, deployment, environment));
        } else {
            lead(release, of(release), environment.name());
        }
    }

    /** Releases that were passed over: their changes are in this one's bytes. */
    private void carried(Deployment deployment, Environment environment) {
        var since =
                deployments
                        .verifiedBefore(environment.id(), deployment.releaseId())
                        .map(Deployment::version)
                        .orElse("0.0.0");
        between(deployment, environment, since, deployment.version())
                .forEach(earlier -> story.carried(earlier, deployment, environment));
    }

    private boolean wasHere(Release release, Environment environment) {
        return deployments.ofRelease(release.id()).stream()
                .anyMatch(one -> one.environmentId() == environment.id());
    }

    private List<Release> between(
            Deployment deployment, Environment environment, String after, String before) {
        var repository = releases.get(deployment.releaseId()).repositoryId();
        return releases.of(projects.get(environment.projectId()), MOST_CARRIED).stream()
                .filter(one -> one.repositoryId() == repository)
                .filter(one -> one.state() == Release.State.RELEASED)
                .filter(one -> Versions.compare(one.version(), after) > 0)
                .filter(one -> Versions.compare(one.version(), before) < 0)
                .toList();
    }

    private void lead(Release release, List<Environment> all, @Nullable String after) {
        for (var environment : all) {
            if (!Objects.equals(environment.definition().after(), after)) {
                continue;
            }
            if (environment.definition().automatic()) {
                deploy(release, environments.lock(environment.id()));
            } else {
                story.waits(release, environment);
                events.publishEvent(new PromotionAwaited(release, environment));
            }
        }
    }

    private void deploy(Release release, Environment environment) {
        var target = Target.of(release, releases.artifacts(release.id()));
        var after = environment.definition().after();
        var reason = after == null ? "released" : "verified on " + after;
        var deployment =
                deployments.insert(
                        environment,
                        target,
                        Deployment.Cause.AUTOMATIC,
                        List.of(reason + ", and " + environment.name() + " takes it by itself"),
                        null);
        if (deployments.running(environment.id()).isPresent()) {
            events.publishEvent(new DeploymentChanged(deployment, environment));
        }
        turns.startNext(environment);
    }

    private List<Environment> of(Release release) {
        var slug = repositories.get(release.repositoryId()).slug();
        return environments.of(release.projectId()).stream()
                .filter(environment -> environment.definition().repository().equals(slug))
                .toList();
    }
}
