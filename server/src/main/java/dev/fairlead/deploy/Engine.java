package dev.fairlead.deploy;

import dev.fairlead.deploy.Definition.Host;
import dev.fairlead.fleet.Jobs;
import dev.fairlead.fleet.Provision;
import dev.fairlead.protocol.JobSpec;
import dev.fairlead.work.Signals;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Does what the planner says is next, in the transaction of what came before: so there is always
 * either a job under way or a row that says why not. Callers hold the deployment's row lock.
 */
@Component
class Engine {
    private static final int PRIORITY = 20;

    private final DeploymentStore deployments;
    private final EnvironmentStore environments;
    private final StepStore steps;
    private final PoolGuardStore guards;
    private final Jobs jobs;
    private final StepSecrets secrets;
    private final Story story;
    private final Signals signals;
    private final ApplicationEventPublisher events;

    Engine(
            DeploymentStore deployments,
            EnvironmentStore environments,
            StepStore steps,
            PoolGuardStore guards,
            Jobs jobs,
            StepSecrets secrets,
            Story story,
            Signals signals,
            ApplicationEventPublisher events) {
        this.deployments = deployments;
        this.environments = environments;
        this.steps = steps;
        this.guards = guards;
        this.jobs = jobs;
        this.secrets = secrets;
        this.story = story;
        this.signals = signals;
        this.events = events;
    }

    /** Plans the journal and begins. */
    void begin(Deployment deployment, Environment environment, List<String> hosts) {
        steps.plan(deployment.id(), JournalPlan.of(environment.definition(), hosts));
        advance(deployment);
    }

    void advance(Deployment deployment) {
        if (deployment.state() != Deployment.State.RUNNING) {
            return;
        }
        var environment =
                environments.get(deployment.environmentId(), deployment.environmentVersion());
        var progress = progress(deployment);
        var actions = Planner.next(progress);
        for (var again = again(actions); !again.isEmpty(); again = again(actions)) {
            again.forEach(steps::again);
            progress = progress(deployment);
            actions = Planner.next(progress);
        }
        actions.stream()
                .filter(action -> !isBeingTakenOut(action, environment))
                .forEach(action -> apply(action, deployment, environment));
        if (actions.stream().anyMatch(Engine::isNews) || progress.any(StepState.UNKNOWN)) {
            story.progressed(deployments.lock(deployment.id()), environment, progress);
        }
        signals.raise(Deployment.topic(deployment.id()));
    }

    /**
     * What is to be planned once more before anything is issued: looks that were lost, and checks
     * that are too old for a host to go back on. What came of them before stays in the journal.
     */
    private List<Step> again(List<Action> actions) {
        return actions.stream()
                .flatMap(action ->
                        switch (action) {
                            case Action.Again(Step step) -> Stream.of(step);
                            case Action.Issue(Step step) when step.name() == StepName.BACK ->
                                    FreshChecks.missing(
                                            step, steps.of(step.deployment()), steps.now())
                                            .stream();
                            case Action.Issue _, Action.Ask _, Action.Finish _ -> Stream.empty();
                        })
                .toList();
    }

    /** It goes back when that is over: the end of that job has the deployment go on. */
    private boolean isBeingTakenOut(Action action, Environment environment) {
        return action instanceof Action.Issue(Step step)
                && step.name() == StepName.BACK
                && guards.isOpen(environment.id(), step.host());
    }

    /** Whether the line has something to tell: a host's turn begins, or all have ended. */
    private static boolean isNews(Action action) {
        return action instanceof Action.Issue(Step step)
                && (step.name() == StepName.DRAIN
                        || step.name() == StepName.STOP
                        || step.name().phase() != Stage.Phase.TURNS);
    }

    private Progress progress(Deployment deployment) {
        return Progress.of(deployment.paused(), deployment.stopping(), steps.of(deployment.id()));
    }

    private void apply(Action action, Deployment deployment, Environment environment) {
        switch (action) {
            case Action.Issue(Step step) -> issue(step, deployment, environment);
            case Action.Ask(Step step) -> ask(step, environment);
            case Action.Again(Step step) -> steps.again(step);
            case Action.Finish(Deployment.State state, String note) ->
                    finish(deployment, environment, state, note);
        }
    }

    private void issue(Step step, Deployment deployment, Environment environment) {
        var host = host(environment, step);
        var spec = StepSpecs.of(environment, deployment, host, step.name());
        var bytes =
                spec instanceof JobSpec.RunHostStep run && run.artifact() != null
                        ? Provision.blob(deployment.sha256())
                        : Provision.NOTHING;
        var job = jobs.queue(Jobs.DEPLOY_POOL, host.agent(), PRIORITY, spec, bytes);
        secrets.give(environment, deployment, spec, job);
        steps.issue(step.id(), job);
    }

    private void ask(Step step, Environment environment) {
        if (!steps.mayAsk(step.id())) {
            return; // its command was still running a moment ago
        }
        var host = host(environment, step);
        var spec = StepSpecs.question(environment.definition(), host, null, true);
        steps.ask(
                step.id(),
                jobs.queue(Jobs.DEPLOY_POOL, host.agent(), PRIORITY, spec, Provision.NOTHING));
    }

    private void finish(
            Deployment deployment, Environment environment, Deployment.State state, String note) {
        var parked = story.parkedNote(environment);
        var all =
                state == Deployment.State.VERIFIED || parked.isEmpty() ? note : note + " " + parked;
        var finished = deployments.finish(deployment.id(), state, all);
        events.publishEvent(new DeploymentChanged(finished, environment));
    }

    /** Where the step is done; what is of no host is done where the first one's agent is. */
    private static Host host(Environment environment, Step step) {
        if (step.ofAll()) {
            return environment.definition().hosts().getFirst();
        }
        return environment
                .definition()
                .host(step.host())
                .orElseThrow(
                        () -> new IllegalStateException("This is a bug: no host " + step.host()));
    }
}
