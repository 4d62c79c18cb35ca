package dev.fairlead.deploy;

import dev.fairlead.fleet.Jobs;
import dev.fairlead.protocol.JobSpec.CheckHost;
import dev.fairlead.protocol.Outcome.HostChecked;
import dev.fairlead.work.Signals;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;

/**
 * Checks that hold once may fail a moment later. A step whose checks have to hold for a while stays
 * issued, and is looked at now and then by a short job, so that nothing but a row waits.
 */
@Component
class Soaking {
    private static final int PRIORITY = 20;
    private static final Duration SOON = Duration.ofMillis(500);

    private final CheckStore checks;
    private final StepStore steps;
    private final EnvironmentStore environments;
    private final DeploymentStore deployments;
    private final Jobs jobs;
    private final HostJobs hostJobs;
    private final Signals signals;

    Soaking(
            CheckStore checks,
            StepStore steps,
            EnvironmentStore environments,
            DeploymentStore deployments,
            Jobs jobs,
            HostJobs hostJobs,
            Signals signals) {
        this.checks = checks;
        this.steps = steps;
        this.environments = environments;
        this.deployments = deployments;
        this.jobs = jobs;
        this.hostJobs = hostJobs;
        this.signals = signals;
    }

    /** Writes down what the checks of a step found, and whether that is its end. */
    void ended(Deployment deployment, Step step, HostChecked told) {
        if (told.refused()) {
            if (!lost(step)) {
                steps.lose(step.id(), told.failure());
            }
            return;
        }
        checks.found(step.id(), told.results());
        if (told.passed()) {
            held(deployment, step, told);
        } else {
            fail(step, (told.failure() + " " + String.join(" ", told.notes())).strip());
        }
    }

    private void fail(Step step, String failure) {
        var soak = checks.soak(step.id());
        checks.endSoak(step.id());
        var held = soak.map(one -> " It had held for " + one.looks() + " looks before.").orElse("");
        steps.end(step.id(), StepState.FAILED, failure + held, null);
    }

    private void held(Deployment deployment, Step step, HostChecked told) {
        var length = soak(deployment, step);
        var soak = checks.soak(step.id());
        if (soak.isEmpty() && length.isPositive()) {
            checks.beginSoak(step.id(), length);
        } else if (soak.isPresent()) {
            checks.held(step.id());
        }
        if (length.isPositive() && !checks.isOver(step.id())) {
            checks.lookAfter(step.id(), checks.soak(step.id()).orElseThrow().pause());
            return;
        }
        var count = told.results().size();
        var all = count == 1 ? "its check holds" : count + " checks hold";
        var note = checks.soak(step.id()).map(one -> all + ", " + one.words()).orElse(all);
        checks.endSoak(step.id());
        steps.end(
                step.id(),
                StepState.DONE,
                (note + " " + String.join(" ", told.notes())).strip(),
                null);
    }

    /** Nothing has to hold on a host that goes back as it was. */
    private Duration soak(Deployment deployment, Step step) {
        if (deployment.aborting()
                && steps.of(deployment.id()).stream()
                        .noneMatch(one -> one.host().equals(step.host()) && one.touches())) {
            return Duration.ZERO;
        }
        return environment(deployment).definition().verification().of(step.name()).soak();
    }

    /** A look was lost: what it looked at goes on, and so does the time. False: it was none. */
    boolean lost(Step step) {
        return checks.lookAfter(step.id(), SOON);
    }

    List<Long> due() {
        return checks.due();
    }

    /** Looks once more, when that is still due; the deployment may go on after that. */
    Deployment look(long id) {
        var deployment = deployments.lock(steps.get(id).deployment());
        var step = steps.get(id);
        if (step.state() != StepState.ISSUED) {
            checks.endSoak(id); // a person has said otherwise
        } else if (deployment.stopping() && step.ofAll()) {
            stop(step);
        } else if (checks.take(id)) {
            look(deployment, step);
        }
        return deployment;
    }

    /** No host is out of the pool for it, so nobody waits for its end. */
    private void stop(Step step) {
        var held = checks.soak(step.id()).map(Soak::looks).orElse(0);
        checks.endSoak(step.id());
        steps.end(
                step.id(), StepState.SKIPPED, "it was stopped after " + held + " looks held", null);
    }

    private void look(Deployment deployment, Step step) {
        var environment = environment(deployment);
        var before = jobs.spec(Objects.requireNonNull(step.job()));
        if (!(before instanceof CheckHost checkHost)) {
            throw new IllegalStateException("This is a bug: " + step.name() + " does not check.");
        }
        var agent = jobs.get(step.job()).wantedAgent();
        var spec = CheckSpecs.again(checkHost).reachedBy(checkHost.reach());
        var job = hostJobs.queue(environment, deployment, agent, PRIORITY, spec);
        steps.lookBy(step.id(), job);
        signals.raise(Deployment.topic(deployment.id()));
    }

    private Environment environment(Deployment deployment) {
        return environments.get(deployment.environmentId(), deployment.environmentVersion());
    }
}
