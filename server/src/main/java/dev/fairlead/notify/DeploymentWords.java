package dev.fairlead.notify;

import dev.fairlead.deploy.Deployment;
import dev.fairlead.deploy.Environment;
import dev.fairlead.identity.Users;
import dev.fairlead.issue.Projects;
import dev.fairlead.platform.Settings;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Says what is told of a deployment. */
@Component
class DeploymentWords {
    private final Projects projects;
    private final Users users;
    private final Settings settings;
    private final Clock clock;

    DeploymentWords(Projects projects, Users users, Settings settings, Clock clock) {
        this.projects = projects;
        this.users = users;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * What happened to it.
     *
     * @param hosts of which it tells
     * @param detail why, or how far; empty for nothing to add
     */
    Notice notice(
            NoticeEvent event,
            Deployment deployment,
            Environment environment,
            List<String> hosts,
            String detail) {
        var project = projects.get(environment.projectId()).key();
        return new Notice(
                event.key(),
                event.tone(),
                clock.instant(),
                project,
                environment.name(),
                hosts,
                words(
                        event,
                        deployment,
                        project + " " + deployment.version(),
                        environment.name(),
                        String.join(", ", hosts)),
                detail,
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

    private String words(
            NoticeEvent event, Deployment deployment, String what, String where, String hosts) {
        return switch (event) {
            case DEPLOYMENT_WAITING -> decided(deployment, what, where);
            case DEPLOYMENT_STARTED -> what + " begins in " + where;
            case DEPLOYMENT_STUCK -> what + " needs a person in " + where;
            case DEPLOYMENT_VERIFIED -> what + " is verified in " + where;
            case DEPLOYMENT_FAILED -> what + " failed in " + where;
            case DEPLOYMENT_STOPPED -> what + " was stopped on its way to " + where;
            case HOST_BEGAN -> what + " comes to " + hosts + " of " + where;
            case HOST_ENDED -> what + " has been at " + hosts + " of " + where;
            case BUILD_BROKE, BUILD_FIXED, RELEASED ->
                    throw new IllegalStateException("This is a bug: no deployment's " + event);
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
