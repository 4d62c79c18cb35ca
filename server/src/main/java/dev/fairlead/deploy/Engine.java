package dev.fairlead.deploy;

import dev.fairlead.fleet.Demand;
import dev.fairlead.fleet.Job;
import dev.fairlead.fleet.Jobs;
import dev.fairlead.fleet.Provision;
import dev.fairlead.protocol.JobSpec;
import dev.fairlead.work.Signals;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
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
    private static final String PURPOSE = "step";
    private static final Set<StepName> BEGINS_A_TURN =
            EnumSet.of(StepName.BEFORE_BATCH, StepName.BEFORE_HOST, StepName.DRAIN, StepName.STOP);

    private final DeploymentStore deployments;
    private final EnvironmentStore environments;
    private final StepStore steps;
    private final PoolGuardStore guards;
    private final PrefetchStore prefetched;
    private final Jobs jobs;
    private final HostStates hosts;
    private final ToolSpecs tools;
    private final StepSecrets secrets;
    private final Story story;
    private final Signals signals;
    private final ApplicationEventPublisher events;

    Engine(
            DeploymentStore deployments,
            EnvironmentStore environments,
            StepStore steps,
            PoolGuardStore guards,
            PrefetchStore prefetched,
            Jobs jobs,
            HostStates hosts,
            ToolSpecs tools,
            StepSecrets secrets,
            Story story,
            Signals signals,
            ApplicationEventPublisher events) {
        this.deployments = deployments;
        this.environments = environments;
        this.steps = steps;
        this.guards = guards;
        this.prefetched = prefetched;
        this.jobs = jobs;
        this.hosts = hosts;
        this.tools = tools;
        this.secrets = secrets;
        this.story = story;
        this.signals = signals;
        this.events = events;
    }

    /** Whether a job near a host does no deployment's step: only then its events are others'. */
    static boolean isBesideSteps(Job job) {
        return job.pool().equals(Jobs.DEPLOY_POOL) && !job.purpose().equals(PURPOSE);
    }

    /** Plans the journal and begins. */
    void begin(Deployment deployment, List<JournalPlan.Planned> journal) {
        steps.plan(deployment.id(), journal);
        advance(deployment);
    }

    void advance(Deployment given) {
        var deployment = given;
        if (given.stopping() || given.aborting()) {
            endPlay(given.id());
            deployment = deployments.lock(given.id()); // that may have ended all of it
        }
        if (deployment.state() != Deployment.State.RUNNING) {
            return;
        }
        var environment =
                environments.get(deployment.environmentId(), deployment.environmentVersion());
        var progress = progress(deployment, environment);
        var actions = Planner.next(progress);
        while (changesThePlan(deployment, actions, progress)) {
            progress = progress(deployment, environment);
            actions = Planner.next(progress);
        }
        events.publishEvent(DeploymentProgressed.of(deployment, environment, progress, actions));
        for (var action : actions) {
            apply(action, deployment, environment, progress);
        }
        for (var steps : together(actions, deployment, environment)) {
            issue(steps, deployment, environment, progress);
        }
        if (actions.stream().anyMatch(Engine::isNews)
                || progress.any(StepState.UNKNOWN)
                || deployment.aborting()) {
            story.progressed(deployments.lock(deployment.id()), environment, progress);
        }
        signals.raise(Deployment.topic(deployment.id()));
    }

    /** A play is all of a deployment: who ends that does not wait for it. */
    private void endPlay(long deployment) {
        underWay(deployment, step -> step.name() == StepName.PLAY)
                .forEach(job -> jobs.cancel(job, "the deployment was stopped"));
    }

    /** Does what only writes into the journal; the planner then looks again. */
    private boolean changesThePlan(Deployment deployment, List<Action> actions, Progress progress) {
        var changes = false;
        for (var action : actions) {
            if (action instanceof Action.Plan(JournalPlan.Planned step)) {
                steps.plan(deployment.id(), List.of(step));
                changes = true;
            }
            if (action instanceof Action.Leave(Step step, String why)) {
                steps.end(step.id(), StepState.SKIPPED, why, null);
                changes = true;
            }
            for (var step : again(action, progress)) {
                steps.again(step);
                changes = true;
            }
        }
        return changes;
    }

    /**
     * What is to be planned once more before anything is issued: looks that were lost, and checks
     * that are too old for a host to go back on. What came of them before stays in the journal.
     */
    private static List<Step> again(Action action, Progress progress) {
        return switch (action) {
            case Action.Again(Step step) -> List.of(step);
            case Action.Issue(Step step) when step.name() == StepName.BACK ->
                    FreshChecks.missing(step, progress);
            case Action.Issue _,
                    Action.Plan _,
                    Action.Ask _,
                    Action.Leave _,
                    Action.Wait _,
                    Action.Hold _,
                    Action.Finish _ ->
                    List.of();
        };
    }

    /** It goes back when that is over: the end of that job has the deployment go on. */
    private boolean isBeingTakenOut(Step step, Environment environment) {
        return step.name() == StepName.BACK && guards.isOpen(environment.id(), step.host());
    }

    /** Whether the line has something to tell: a turn begins, is waited for, or all have ended. */
    private static boolean isNews(Action action) {
        return action instanceof Action.Hold
                || action instanceof Action.Wait
                || (action instanceof Action.Issue(Step step)
                        && (BEGINS_A_TURN.contains(step.name()) || step.batch() == 0));
    }

    Progress progress(Deployment deployment, Environment environment) {
        var course =
                Course.of(
                        deployment,
                        environment.definition(),
                        hosts.parked(environment.id()),
                        deployments.standing(deployment.id()));
        return Progress.of(course, steps.of(deployment.id()));
    }

    private void apply(
            Action action, Deployment deployment, Environment environment, Progress progress) {
        switch (action) {
            case Action.Issue _ -> {} // with others
            case Action.Ask(Step step) -> ask(step, deployment, environment);
            case Action.Again _, Action.Plan _, Action.Leave _ -> {} // written down before
            case Action.Wait(Instant until) -> deployments.wakeAt(deployment.id(), until);
            case Action.Hold(String why) -> deployments.hold(deployment.id(), why);
            case Action.Finish(Deployment.State state, String note) ->
                    finish(
                            deployment,
                            environment,
                            state,
                            told(note, deployment, environment, progress));
        }
    }

    /** What is issued now: each by itself, but for what costs next to nothing. */
    private List<List<Step>> together(
            List<Action> actions, Deployment deployment, Environment environment) {
        var issued =
                actions.stream()
                        .filter(Action.Issue.class::isInstance)
                        .map(action -> ((Action.Issue) action).step())
                        .filter(step -> !isBeingTakenOut(step, environment))
                        .toList();
        var there =
                issued.stream().anyMatch(step -> step.name() == StepName.FETCH)
                        ? prefetched.there(environment, deployment.sha256())
                        : Set.<String>of();
        return Bundles.of(issued, step -> StepSpecs.agent(environment.definition(), step), there);
    }

    /** Several for one agent, one after the other, or one with what follows it. */
    private void issue(
            List<Step> given, Deployment deployment, Environment environment, Progress progress) {
        var all = new ArrayList<>(given);
        Ahead.of(given.getLast(), progress, environment.definition()).stream()
                .filter(next -> !isBeingTakenOut(next, environment))
                .forEach(all::add);
        var row = all.stream().map(step -> work(step, deployment, environment, progress)).toList();
        var agent = StepSpecs.agent(environment.definition(), all.getFirst());
        var queued = jobs.queue(Demand.of(Jobs.DEPLOY_POOL, agent, PRIORITY).by(PURPOSE), row);
        steps.issue(all.stream().map(Step::id).toList(), queued);
        var specs = new LinkedHashMap<Long, JobSpec>();
        for (int i = 0; i < queued.size(); i++) {
            specs.put(queued.get(i), row.get(i).spec());
        }
        secrets.give(environment, deployment, specs);
    }

    private Jobs.Work work(
            Step step, Deployment deployment, Environment environment, Progress progress) {
        var spec =
                step.name() == StepName.PLAY
                        ? tools.play(environment, deployment)
                        : Reaches.reached(
                                environment.definition(),
                                step.host(),
                                StepSpecs.of(environment, deployment, step, progress));
        return new Jobs.Work(spec, tools.provision(environment, deployment, step, spec));
    }

    /** What was given ahead is not begun, where its agent hears of that in time. */
    void recall(long deployment) {
        underWay(deployment, _ -> true).forEach(jobs::recall);
    }

    /** The jobs of such steps. */
    private Stream<Long> underWay(long deployment, Predicate<Step> which) {
        return steps.of(deployment).stream()
                .filter(step -> step.state() == StepState.ISSUED && which.test(step))
                .map(Step::job)
                .filter(Objects::nonNull);
    }

    private void ask(Step step, Deployment deployment, Environment environment) {
        if (!steps.mayAsk(step.id())) {
            return; // its command was still running a moment ago
        }
        var spec =
                Reaches.reached(
                        environment.definition(),
                        step.host(),
                        StepSpecs.question(environment, step));
        var agent = StepSpecs.agent(environment.definition(), step);
        var job = jobs.queue(Jobs.DEPLOY_POOL, agent, PRIORITY, spec, Provision.NOTHING);
        secrets.give(environment, deployment, spec, job);
        steps.ask(step.id(), job);
    }

    /** Of one that ended before its time is said what every host runs. */
    private String told(
            String note, Deployment deployment, Environment environment, Progress progress) {
        return deployment.stopping()
                ? (note
                                + " "
                                + WhatRuns.of(
                                        environment.definition(),
                                        deployment.version(),
                                        progress,
                                        hosts.of(environment)))
                        .strip()
                : note;
    }

    private void finish(
            Deployment deployment, Environment environment, Deployment.State state, String note) {
        var parked = story.parkedNote(environment);
        var all =
                state == Deployment.State.VERIFIED || parked.isEmpty() ? note : note + " " + parked;
        var finished = deployments.finish(deployment.id(), state, all);
        events.publishEvent(new DeploymentChanged(finished, environment));
    }
}
