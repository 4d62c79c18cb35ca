package dev.fairlead.deploy;

import dev.fairlead.fleet.Demand;
import dev.fairlead.fleet.Jobs;
import dev.fairlead.protocol.JobSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Queues the jobs that do steps, or ask about them, and gives them what they need. */
@Component
class StepJobs {
    /** Of the jobs that do steps. */
    static final String PURPOSE = "step";

    private static final int PRIORITY = 20;

    private final StepStore steps;
    private final Jobs jobs;
    private final PoolGuardStore guards;
    private final PrefetchStore prefetched;
    private final ToolSpecs tools;
    private final HostJobs single;
    private final StepSecrets secrets;
    private final ObjectProvider<TurnWatcher> watchers;

    StepJobs(
            StepStore steps,
            Jobs jobs,
            PoolGuardStore guards,
            PrefetchStore prefetched,
            ToolSpecs tools,
            HostJobs single,
            StepSecrets secrets,
            ObjectProvider<TurnWatcher> watchers) {
        this.steps = steps;
        this.jobs = jobs;
        this.guards = guards;
        this.prefetched = prefetched;
        this.tools = tools;
        this.single = single;
        this.secrets = secrets;
        this.watchers = watchers;
    }

    /** The steps that are issued now: each by itself, but for what costs next to nothing. */
    List<List<Step>> rows(List<Action> actions, Deployment deployment, Environment environment) {
        var issued =
                Action.issued(actions).stream()
                        .filter(step -> !isBeingTakenOut(step, environment))
                        .toList();
        var there =
                issued.stream().anyMatch(step -> step.name() == StepName.FETCH)
                        ? prefetched.there(environment, deployment.sha256())
                        : Set.<String>of();
        return Bundles.of(issued, step -> StepSpecs.agent(environment.definition(), step), there);
    }

    /** Several for one agent, one after the other, or one with what follows it. */
    void issue(
            List<Step> given, Deployment deployment, Environment environment, Progress progress) {
        var all = new ArrayList<>(given);
        Ahead.of(given.getLast(), progress, environment.definition()).stream()
                .takeWhile(next -> !isBeingTakenOut(next, environment))
                .forEach(all::add);
        var work = works(all, deployment, environment, progress);
        var queued = jobs.queue(demand(all.getFirst(), environment), work);
        steps.issue(ids(all), queued);
        giveSecrets(queued, work, deployment, environment);
    }

    /**
     * Queues the stage that follows the one under way, so that its agent need only ask for it:
     * nothing where several are at work, or somebody has to hear of a turn before it begins.
     *
     * @param oneRow whether all that is under way is a row that was issued just now
     * @param progress with that row
     */
    void prepare(
            boolean oneRow, Deployment deployment, Environment environment, Progress progress) {
        if (watchers.stream().anyMatch(one -> one.watches(environment))) {
            return;
        }
        var atWork = progress.where(step -> step.state() == StepState.ISSUED);
        var next =
                Ahead.next(oneRow, atWork, progress, environment.definition()).stream()
                        .takeWhile(step -> !isBeingTakenOut(step, environment))
                        .toList();
        if (!next.isEmpty()) {
            var last = Collections.max(atWork.stream().map(Step::job).toList());
            var work = works(next, deployment, environment, progress.assuming(atWork));
            var queued = jobs.queueAfter(last, demand(next.getFirst(), environment), work);
            if (!queued.isEmpty()) {
                steps.prepare(ids(next), queued);
                giveSecrets(queued, work, deployment, environment);
            }
        }
    }

    private static Demand demand(Step step, Environment environment) {
        var agent = StepSpecs.agent(environment.definition(), step);
        return Demand.of(Jobs.DEPLOY_POOL, agent, PRIORITY).by(PURPOSE);
    }

    private static List<Long> ids(List<Step> steps) {
        return steps.stream().map(Step::id).toList();
    }

    private void giveSecrets(
            List<Long> queued,
            List<Jobs.Work> work,
            Deployment deployment,
            Environment environment) {
        var specs = new LinkedHashMap<Long, JobSpec>();
        for (int i = 0; i < queued.size(); i++) {
            specs.put(queued.get(i), work.get(i).spec());
        }
        secrets.give(environment, deployment, specs);
    }

    private List<Jobs.Work> works(
            List<Step> row, Deployment deployment, Environment environment, Progress progress) {
        return row.stream().map(step -> work(step, deployment, environment, progress)).toList();
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

    /** It goes back when that is over: the end of that job has the deployment go on. */
    private boolean isBeingTakenOut(Step step, Environment environment) {
        return step.name() == StepName.BACK && guards.isOpen(environment.id(), step.host());
    }

    /** What became of a step that nobody saw end. */
    void ask(Step step, Deployment deployment, Environment environment) {
        if (!steps.mayAsk(step.id())) {
            return; // its command was still running a moment ago
        }
        var spec =
                Reaches.reached(
                        environment.definition(),
                        step.host(),
                        StepSpecs.question(environment, step));
        var agent = StepSpecs.agent(environment.definition(), step);
        steps.ask(step.id(), single.queue(environment, deployment, agent, PRIORITY, spec));
    }
}
