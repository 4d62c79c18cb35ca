package dev.fairlead.deploy;

import dev.fairlead.audit.Audit;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.issue.Projects;
import dev.fairlead.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What people decide about a deployment: they say how it goes on where Fairlead must not guess. */
@Component
public class Decisions {
    /** One thing that may be decided now; host is null for what is about all of it. */
    public record Choice(Decision decision, @Nullable String host, String sentence) {}

    private final DeploymentStore deployments;
    private final EnvironmentStore environments;
    private final StepStore steps;
    private final Reopening reopening;
    private final Promotions promotions;
    private final PromotionRules rules;
    private final Engine engine;
    private final Access access;
    private final Audit audit;
    private final Projects projects;
    private final ApplicationEventPublisher events;

    Decisions(
            DeploymentStore deployments,
            EnvironmentStore environments,
            StepStore steps,
            Reopening reopening,
            Promotions promotions,
            PromotionRules rules,
            Engine engine,
            Access access,
            Audit audit,
            Projects projects,
            ApplicationEventPublisher events) {
        this.deployments = deployments;
        this.environments = environments;
        this.steps = steps;
        this.reopening = reopening;
        this.promotions = promotions;
        this.rules = rules;
        this.engine = engine;
        this.access = access;
        this.audit = audit;
        this.projects = projects;
        this.events = events;
    }

    /** Whether the user is one of those who decide here. */
    public boolean mayDecide(User user, Environment environment) {
        return access.may(user, environment.projectId(), Role.ADMINISTER)
                || rules.promoter(user, environment).holds()
                || (environment.definition().automatic()
                        && access.may(user, environment.projectId(), Role.WRITE));
    }

    /** What may be decided now. */
    public List<Choice> choices(Deployment deployment) {
        var choices = new ArrayList<Choice>();
        var open = deployment.state() == Deployment.State.RUNNING;
        if (open && !deployment.stopping()) {
            choices.add(
                    deployment.paused()
                            ? choice(Decision.RESUME, "Go on with the next host")
                            : choice(Decision.PAUSE, "Pause before the next host"));
        }
        for (var host : reopening.hostsInTrouble(deployment)) {
            choices.add(new Choice(Decision.RETRY, host, retry(host)));
            choices.add(new Choice(Decision.SKIP, host, skip(host)));
        }
        var before = deployments.verifiedBefore(deployment.environmentId(), deployment.releaseId());
        if (deployment.state() != Deployment.State.WAITING
                && reopening.isLatest(deployment)
                && before.isPresent()) {
            choices.add(choice(Decision.ROLLBACK, "Roll back to " + before.get().version()));
        }
        if (!deployment.stopping() && !isClosed(deployment)) {
            choices.add(choice(Decision.STOP, "Stop here"));
        }
        return List.copyOf(choices);
    }

    private static String retry(String host) {
        return host.isEmpty() ? "Do what failed again" : "Do the turn of " + host + " again";
    }

    private static String skip(String host) {
        return host.isEmpty() ? "Leave out what failed" : "Leave " + host + " as it is, and go on";
    }

    @Transactional
    public Deployment decide(User user, long id, Decision decision, @Nullable String host) {
        var deployment = deployments.lock(id);
        var environment =
                environments.get(deployment.environmentId(), deployment.environmentVersion());
        if (!mayDecide(user, environment)) {
            throw Problem.forbidden(
                    "%s may not decide about %s: that is for %s."
                            .formatted(
                                    user.name(),
                                    environment.name(),
                                    Story.promoters(environment.definition())));
        }
        requireOffered(deployment, decision, host);
        record(user, deployment, environment, decision, host);
        switch (decision) {
            case PAUSE -> deployments.flag(id, true, deployment.stopping());
            case RESUME -> deployments.flag(id, false, deployment.stopping());
            case STOP -> stop(user, deployment, environment);
            case RETRY -> reopening.retry(deployment, String.valueOf(host));
            case SKIP -> reopening.skip(deployment, String.valueOf(host));
            case ROLLBACK -> {
                stop(user, deployment, environment);
                return promotions.rollBack(user, environment, deployment);
            }
        }
        engine.advance(deployments.lock(id));
        return deployments.lock(id);
    }

    private void requireOffered(Deployment deployment, Decision decision, @Nullable String host) {
        var offered =
                choices(deployment).stream()
                        .filter(choice -> choice.decision() == decision)
                        .anyMatch(choice -> choice.host() == null || choice.host().equals(host));
        if (!offered) {
            throw Problem.conflict(
                    "Deployment %d is %s: %s%s cannot be decided now."
                            .formatted(
                                    deployment.id(),
                                    deployment.state().word(),
                                    decision.word(),
                                    host == null ? "" : " of " + host));
        }
    }

    /** A waiting or failed one is over at once, a running one when its hosts are through. */
    private void stop(User user, Deployment deployment, Environment environment) {
        var note = ("Stopped by " + user.name() + ". " + deployment.note()).strip();
        switch (deployment.state()) {
            case WAITING, FAILED -> {
                var over = deployments.finish(deployment.id(), Deployment.State.STOPPED, note);
                events.publishEvent(new DeploymentChanged(over, environment));
            }
            case RUNNING -> {
                deployments.flag(deployment.id(), false, true);
                steps.of(deployment.id()).stream()
                        .filter(Step::stuck)
                        .forEach(s -> steps.end(s.id(), StepState.FAILED, s.note(), null));
                engine.advance(deployments.lock(deployment.id()));
            }
            case VERIFIED, STOPPED -> {}
        }
    }

    private void record(
            User user,
            Deployment deployment,
            Environment environment,
            Decision decision,
            @Nullable String host) {
        audit.record(
                user.actor(),
                "deployment.decided",
                projects.get(environment.projectId()).key() + "/" + environment.name(),
                Map.of(
                        "deployment", deployment.id(),
                        "decision", decision.word(),
                        "host", host == null ? "" : host));
    }

    private static boolean isClosed(Deployment deployment) {
        return deployment.state() == Deployment.State.VERIFIED
                || deployment.state() == Deployment.State.STOPPED;
    }

    private static Choice choice(Decision decision, String sentence) {
        return new Choice(decision, null, sentence);
    }
}
