package dev.fairlead.notify;

import dev.fairlead.deploy.Definition.Host;
import dev.fairlead.deploy.Deployment;
import dev.fairlead.deploy.DeploymentChanged;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells of deployments, from their decision to their end. */
@Component
class DeploymentNotices {
    private final Notices notices;
    private final DeploymentWords words;

    DeploymentNotices(Notices notices, DeploymentWords words) {
        this.notices = notices;
        this.words = words;
    }

    @EventListener
    void on(DeploymentChanged changed) {
        var deployment = changed.deployment();
        var environment = changed.environment();
        var event = event(deployment);
        var hosts = environment.definition().hosts().stream().map(Host::name).toList();
        var detail = deployment.state() == Deployment.State.VERIFIED ? "" : deployment.note();
        notices.tell(
                environment.projectId(),
                event,
                environment.name(),
                () -> words.notice(event, deployment, environment, hosts, detail));
    }

    private static NoticeEvent event(Deployment deployment) {
        return switch (deployment.state()) {
            case WAITING -> NoticeEvent.DEPLOYMENT_WAITING;
            case RUNNING -> NoticeEvent.DEPLOYMENT_STARTED;
            case VERIFIED -> NoticeEvent.DEPLOYMENT_VERIFIED;
            case FAILED -> NoticeEvent.DEPLOYMENT_FAILED;
            case STOPPED -> NoticeEvent.DEPLOYMENT_STOPPED;
        };
    }
}
