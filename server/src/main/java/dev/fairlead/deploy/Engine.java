package dev.fairlead.deploy;

import dev.fairlead.fleet.Job;
import dev.fairlead.fleet.Jobs;
import dev.fairlead.work.Signals;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
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
    private final DeploymentStore deployments;
    private final EnvironmentStore environments;
    private final StepStore steps;
    private final Jobs jobs;
    private final StepJobs stepJobs;
    private final HostStates hosts;
    private final Story story;
    private final Signals signals;
    private final ApplicationEventPublisher events;

    Engine(
            DeploymentStore deployments,
            EnvironmentStore environments,
            StepStore steps,
            Jobs jobs,
            StepJobs stepJobs,
            HostStates hosts,
            Story story,
            Signals signals,
            ApplicationEventPublisher events) {
        this.deployments = deployments;
        this.environments = environments;
        this.steps = steps;
        this.jobs = jobs;
        this.stepJobs = stepJobs;
        this.hosts = hosts;
        this.story = story;
        this.signals = signals;
        this.events = events;
    }

    /** Whether a job near a host does no deployment's step: only then its events are others'. */
    static boolean isBesideSteps(Job job) {
        return job.pool().equals(Jobs.DEPLOY_POOL) && !job.purpose().equals(StepJobs.PURPOSE);
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
        var rows = stepJobs.rows(actions, deployment, environment);
        for (var row : rows) {
            stepJobs.issue(row, deployment, environment, progress);
        }
        var others = progress.any(StepState.ISSUED);
        if (others || !rows.isEmpty()) {
            stepJobs.prepare(
                    rows.size() == 1 && !others,
                    deployment,
                    environment,
                    rows.isEmpty() ? progress : progress(deployment, environment));
        }
        if (actions.stream().anyMatch(Engine::isNews)
                || (actions.isEmpty() && progress.any(StepState.ISSUED))
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
            for (var written : written(action, progress)) {
                write(deployment, written);
                changes = true;
            }
        }
        return changes;
    }

    /**
     * What is written before anything is issued, such as checks that are too old for a host to go
     * back on. What came of them before stays in the journal.
     */
    private static List<Action> written(Action action, Progress progress) {
        return switch (action) {
            case Action.Plan _, Action.Leave _, Action.Again _ -> List.of(action);
            case Action.Issue(Step step) when step.name() == StepName.BACK ->
                    FreshChecks.again(step, progress);
            case Action.Issue _, Action.Ask _, Action.Wait _, Action.Hold _, Action.Finish _ ->
                    List.of();
        };
    }

    private void write(Deployment deployment, Action action) {
        switch (action) {
            case Action.Plan(JournalPlan.Planned step) ->
                    steps.plan(deployment.id(), List.of(step));
            case Action.Leave(Step step, String why) ->
                    steps.end(step.id(), StepState.SKIPPED, why, null);
            case Action.Again(Step step) -> steps.again(step);
            case Action.Issue _, Action.Ask _, Action.Wait _, Action.Hold _, Action.Finish _ ->
                    throw new IllegalStateException("This is a bug: " + action);
        }
    }

    /** Whether the line has something to tell: a turn begins, is waited for, or all have ended. */
    private static boolean isNews(Action action) {
        return action instanceof Action.Hold
                || action instanceof Action.Wait
                || (action instanceof Action.Issue(Step step)
                        && (step.name() == StepName.BEFORE_BATCH
                                || Ahead.beginsTurn(step)
                                || step.batch() == 0));
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
            case Action.Ask(Step step) -> stepJobs.ask(step, deployment, environment);
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

    /** What was given ahead is not begun, where its agent hears of that in time. */
    void recall(long deployment) {
        underWay(deployment, _ -> true).forEach(jobs::recall);
    }

    /**
     * No other host's turn is begun by who has it already, or may ask for it while it brings the
     * bytes.
     */
    void recallTurns(long deployment) {
        underWay(deployment, Step::isPrepared).forEach(jobs::recall);
        underWay(deployment, step -> step.name() == StepName.FETCH)
                .max(Comparator.naturalOrder())
                .ifPresent(jobs::recall);
    }

    /** The jobs of such steps. */
    private Stream<Long> underWay(long deployment, Predicate<Step> which) {
        return steps.of(deployment).stream()
                .filter(step -> step.state() == StepState.ISSUED && which.test(step))
                .map(Step::job)
                .filter(Objects::nonNull);
    }

    /** Of one that ended before its time is said what every host runs. */
    private String told(
            String note, Deployment deployment, Environment environment, Progress progress) {
        return deployment.stopping()
                ? Ends.joined(note, whatRuns(deployment, environment, progress))
                : note;
    }

    /** What every host runs, as far as a deployment came. */
    String whatRuns(Deployment deployment, Environment environment, Progress progress) {
        return WhatRuns.of(
                environment.definition(), deployment.version(), progress, hosts.of(environment));
    }

    private void finish(
            Deployment deployment, Environment environment, Deployment.State state, String note) {
        var all =
                state == Deployment.State.VERIFIED
                        ? note
                        : Ends.joined(note, story.parkedNote(environment));
        var finished = deployments.finish(deployment.id(), state, all);
        events.publishEvent(new DeploymentChanged(finished, environment));
    }
}
