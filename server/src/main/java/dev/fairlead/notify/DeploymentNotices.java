package dev.fairlead.notify;

import dev.fairlead.deploy.Deployment;
import dev.fairlead.deploy.DeploymentChanged;
import dev.fairlead.deploy.Environment;
import dev.fairlead.identity.Users;
import dev.fairlead.issue.Projects;
import dev.fairlead.platform.Settings;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells of deployments, from their decision to their end. */
@Component
class DeploymentNotices {
    private final Notices notices;
    private final Projects projects;
    private final Users users;
    private final Settings settings;
    private final Clock clock;

    DeploymentNotices(
            Notices notices, Projects projects, Users users, Settings settings, Clock clock) {
        this.notices = notices;
        this.projects = projects;
        this.users = users;
        this.settings = settings;
        this.clock = clock;
    }

    @EventListener
    void on(DeploymentChanged changed) {
        var environment = changed.environment();
        var event = event(changed.deployment());
        notices.tell(
                environment.projectId(),
                event,
                environment.name(),
                () -> notice(event, changed.deployment(), environment));
    }

    Notice notice(NoticeEvent event, Deployment deployment, Environment environment) {
        var project = projects.get(environment.projectId()).key();
        return new Notice(
                event.key(),
                event.tone(),
                clock.instant(),
                project,
                environment.name(),
                words(deployment, project + " " + deployment.version(), environment.name()),
                deployment.state() == Deployment.State.VERIFIED ? "" : deployment.note(),
                new Notice.Link(
                        "deployment " + deployment.id(), settings.baseUrl() + deployment.url()),
                span(deployment),
                facts(deployment, environment));
    }

    private Notice.Span span(Deployment deployment) {
        return new Notice.Span(
                "fairlead-deployment-" + deployment.id(),
                Objects.requireNonNullElseGet(deployment.started(), clock::instant),
                deployment.finished());
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

    private String words(Deployment deployment, String what, String where) {
        return switch (deployment.state()) {
            case WAITING -> decided(deployment, what, where);
            case RUNNING -> what + " begins in " + where;
            case VERIFIED -> what + " is verified in " + where;
            case FAILED -> what + " failed in " + where;
            case STOPPED -> what + " was stopped on its way to " + where;
        };
    }

    private String decided(Deployment deployment, String what, String where) {
        return switch (deployment.cause()) {
            case AUTOMATIC -> what + " goes to " + where + " by itself";
            case PROMOTION -> who(deployment) + " promoted " + what + " to " + where;
            case ROLLBACK -> who(deployment) + " goes back to " + what + " in " + where;
        };
    }

    private String who(Deployment deployment) {
        return deployment.requestedBy() == null
                ? "Fairlead"
                : users.get(deployment.requestedBy()).name();
    }

    private Map<String, Object> facts(Deployment deployment, Environment environment) {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("id", deployment.id());
        facts.put("state", deployment.state().word());
        facts.put("cause", deployment.cause().word());
        facts.put("by", deployment.requestedBy() == null ? null : who(deployment));
        facts.put("version", deployment.version());
        facts.put("artifact", deployment.artifact());
        facts.put("sha256", deployment.sha256());
        facts.put("kind", environment.definition().kind().word());
        facts.put("requested", deployment.requested().toString());
        facts.put("started", text(deployment.started()));
        facts.put("finished", text(deployment.finished()));
        return Map.of("deployment", facts);
    }

    private static @Nullable String text(@Nullable Instant at) {
        return at == null ? null : at.toString();
    }
}
