package dev.fairlead.deploy;

import dev.fairlead.audit.Audit;
import dev.fairlead.identity.User;
import dev.fairlead.issue.Projects;
import dev.fairlead.problem.Problem;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What people decide about a deployment: they say how it goes on where Fairlead must not guess. */
@Component
public class Decisions {
    private final DeploymentStore deployments;
    private final EnvironmentStore environments;
    private final StepStore steps;
    private final Reopening reopening;
    private final Promotions promotions;
    private final Choices choices;
    private final Engine engine;
    private final DecisionStore decided;
    private final Audit audit;
    private final Projects projects;
    private final ApplicationEventPublisher events;

    Decisions(
            DeploymentStore deployments,
            EnvironmentStore environments,
            StepStore steps,
            Reopening reopening,
            Promotions promotions,
            Choices choices,
            Engine engine,
            DecisionStore decided,
            Audit audit,
            Projects projects,
            ApplicationEventPublisher events) {
        this.deployments = deployments;
        this.environments = environments;
        this.steps = steps;
        this.reopening = reopening;
        this.promotions = promotions;
        this.choices = choices;
        this.engine = engine;
        this.decided = decided;
        this.audit = audit;
        this.projects = projects;
        this.events = events;
    }

    /** Why the user is one of those who decide here, or is not. */
    public Reason who(User user, Environment environment) {
        return choices.mayDecide(user, environment);
    }

    /** What may be decided now, and whether by this user. */
    public List<Choice> choices(User user, Deployment deployment) {
        var environment =
                environments.get(deployment.environmentId(), deployment.environmentVersion());
        return choices.of(user, deployment, environment);
    }

    @Transactional
    public Deployment decide(User user, long id, Decision decision, @Nullable String host) {
        var deployment = deployments.lock(id);
        var environment =
                environments.get(deployment.environmentId(), deployment.environmentVersion());
        var may = choices.mayDecide(user, environment);
        if (!may.holds()) {
            throw may.refusal();
        }
        var offered = requireOffered(user, deployment, decision, host);
        if (!offered.mine()) {
            throw Problem.forbidden(offered.who());
        }
        record(user, deployment, environment, decision, host);
        switch (decision) {
            case PAUSE -> {
                deployments.flag(id, true, deployment.stopping());
                engine.recallTurns(id);
            }
            case RESUME -> deployments.resume(id, engine.progress(deployment, environment).batch());
            case STOP -> stop(user, deployment, environment);
            case ABORT -> abort(id);
            case RETRY -> reopening.retry(deployment, String.valueOf(host));
            case SKIP -> reopening.skip(deployment, String.valueOf(host));
            case ROLLBACK -> {
                // First, so that it is the next when this one's end makes room.
                var back = promotions.rollBack(user, environment, deployment);
                stop(user, deployment, environment);
                return deployments.lock(back.id());
            }
        }
        engine.advance(deployments.lock(id));
        return deployments.lock(id);
    }

    private Choice requireOffered(
            User user, Deployment deployment, Decision decision, @Nullable String host) {
        return choices(user, deployment).stream()
                .filter(choice -> choice.decision() == decision)
                .filter(choice -> choice.host() == null || choice.host().equals(host))
                .findFirst()
                .orElseThrow(() ->
                        Problem.conflict(
                                "Deployment %d is %s: %s%s cannot be decided now."
                                        .formatted(
                                                deployment.id(),
                                                deployment.state().word(),
                                                decision.word(),
                                                host == null ? "" : " of " + host)));
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
                engine.recallTurns(deployment.id());
                giveUpStuck(deployment.id());
                engine.advance(deployments.lock(deployment.id()));
            }
            case VERIFIED, STOPPED -> {}
        }
    }

    private void abort(long id) {
        deployments.abort(id);
        engine.recall(id);
        giveUpStuck(id);
    }

    /** Nobody says any more how to go on with them. */
    private void giveUpStuck(long id) {
        steps.of(id).stream()
                .filter(Step::stuck)
                .forEach(s -> steps.end(s.id(), StepState.FAILED, s.note(), null));
    }

    private void record(
            User user,
            Deployment deployment,
            Environment environment,
            Decision decision,
            @Nullable String host) {
        decided.add(deployment.id(), user, decision, host);
        audit.record(
                user.actor(),
                "deployment.decided",
                projects.get(environment.projectId()).key() + "/" + environment.name(),
                Map.of(
                        "deployment", deployment.id(),
                        "decision", decision.word(),
                        "host", host == null ? "" : host));
    }
}
