package dev.fairlead.deploy;

import dev.fairlead.audit.Actor;
import dev.fairlead.audit.Audit;
import dev.fairlead.issue.Projects;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Goes back by itself to what ran before, where an environment says so. It happens in the
 * transaction of the failure, so that nothing comes between the two; and a rollback that fails is
 * never taken back, for then nobody knows what would help.
 */
@Component
class TakingBack {
    private final DeploymentStore deployments;
    private final EnvironmentStore environments;
    private final TakeBackStore links;
    private final Audit audit;
    private final Projects projects;
    private final ApplicationEventPublisher events;

    TakingBack(
            DeploymentStore deployments,
            EnvironmentStore environments,
            TakeBackStore links,
            Audit audit,
            Projects projects,
            ApplicationEventPublisher events) {
        this.deployments = deployments;
        this.environments = environments;
        this.links = links;
        this.audit = audit;
        this.projects = projects;
        this.events = events;
    }

    /**
     * Called before anybody else's turn begins; the one that comes of it is the next. What a person
     * has stopped stays as it is.
     */
    void failed(Deployment deployment, Environment environment) {
        if (deployment.cause() == Deployment.Cause.ROLLBACK
                || deployment.stopping()
                || environment.definition().onFailure() != OnFailure.ROLL_BACK
                || !links.hasTouchedHosts(deployment.id())
                || links.takenBackBy(deployment.id()).isPresent()) {
            return;
        }
        target(deployment).ifPresent(before -> begin(deployment, before));
    }

    private Optional<Deployment> target(Deployment deployment) {
        return deployments.verifiedBefore(deployment.environmentId(), deployment.releaseId());
    }

    private void begin(Deployment failed, Deployment before) {
        var environment = environments.lock(failed.environmentId());
        var reasons =
                List.of(
                        "deployment %d of %s failed".formatted(failed.id(), failed.version()),
                        "%s rolls back by itself when one fails".formatted(environment.name()),
                        "it goes back to what was verified here before");
        var rollback =
                deployments.insert(
                        environment, Target.of(before), Deployment.Cause.ROLLBACK, reasons, null);
        links.link(rollback.id(), failed.id());
        audit.record(
                Actor.FAIRLEAD,
                "deployment.taken-back",
                projects.get(environment.projectId()).key() + "/" + environment.name(),
                Map.of(
                        "deployment", failed.id(),
                        "by", rollback.id(),
                        "version", before.version()));
        events.publishEvent(new DeploymentChanged(rollback, environment));
    }
}
