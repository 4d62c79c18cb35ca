package dev.fairlead.deploy;

import dev.fairlead.fleet.JobEvent;
import dev.fairlead.fleet.Jobs;
import dev.fairlead.fleet.Provision;
import dev.fairlead.protocol.Outcome.HostStepRan;
import dev.fairlead.release.Releases;
import dev.fairlead.work.Signals;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings the release at an environment's door to its hosts while it waits for a promoter, unless
 * the definition says otherwise. What is missing is seen from the rows alone, so nothing is lost
 * when a server dies; and a deployment believes none of it: its own first steps ask every host for
 * the bytes.
 */
@Component
public class Prefetch {
    static final String TOPIC = "prefetch";

    /** Behind all that a deployment does, and behind questions to hosts. */
    private static final int PRIORITY = 3;

    private static final Duration LOOK_AGAIN = Duration.ofHours(1);
    private static final Duration TRY_AGAIN = Duration.ofMinutes(5);

    private final PrefetchStore store;
    private final EnvironmentStore environments;
    private final DeploymentStore deployments;
    private final Candidates candidates;
    private final Releases releases;
    private final Jobs jobs;
    private final HostJobs hostJobs;
    private final Signals signals;
    private final TransactionTemplate transaction;

    Prefetch(
            PrefetchStore store,
            EnvironmentStore environments,
            DeploymentStore deployments,
            Candidates candidates,
            Releases releases,
            Jobs jobs,
            HostJobs hostJobs,
            Signals signals,
            TransactionTemplate transaction) {
        this.store = store;
        this.environments = environments;
        this.deployments = deployments;
        this.candidates = candidates;
        this.releases = releases;
        this.jobs = jobs;
        this.hostJobs = hostJobs;
        this.signals = signals;
        this.transaction = transaction;
    }

    /** What was brought last to each host, or is being brought, in the order of the hosts. */
    public List<Prefetched> of(Environment environment) {
        var rows = byHost(environment);
        return environment.definition().hosts().stream()
                .map(host -> rows.get(host.name()))
                .filter(row -> row != null && row.definition() == environment.version())
                .map(this::told)
                .toList();
    }

    /** Of those bytes alone. */
    public List<Prefetched> of(Environment environment, String sha256) {
        return of(environment).stream().filter(row -> row.sha256().equals(sha256)).toList();
    }

    private Prefetched told(Prefetched row) {
        return row.state() == Prefetched.State.ASKED ? row.with(jobs.whyWaiting(row.job())) : row;
    }

    /** Has all that is missing brought, everywhere; an environment where nothing is stays free. */
    void bringWhatIsMissing() {
        var asked = store.asked();
        for (var one : environments.all()) {
            if (asked.contains(one.id())) {
                withdrawUnwanted(one);
            }
            if (missing(one).isPresent()) {
                transaction.executeWithoutResult(_ -> {
                    var environment = environments.lock(one.id());
                    missing(environment).ifPresent(missing -> bring(environment, missing));
                });
            }
        }
    }

    /** What no agent began, for a host that left, or where nothing is brought ahead any more. */
    private void withdrawUnwanted(Environment environment) {
        var definition = environment.definition();
        withdraw(
                environment.id(),
                row -> !definition.prefetch() || definition.host(row.host()).isEmpty(),
                environment.name() + " does not want it on this host any more");
    }

    private void withdraw(long environment, Predicate<Prefetched> which, String why) {
        store.of(environment).stream()
                .filter(row -> row.state() == Prefetched.State.ASKED && which.test(row))
                .forEach(row -> jobs.cancelQueued(row.job(), why));
    }

    /**
     * What waits, and the hosts that it is to be brought to, with what was asked for each before.
     */
    private record Missing(Target target, Map<Definition.Host, Optional<Prefetched>> hosts) {}

    /** Not beside a deployment, which has the hosts' disks and networks to itself. */
    private Optional<Missing> missing(Environment environment) {
        if (!environment.definition().prefetch()
                || deployments.running(environment.id()).isPresent()) {
            return Optional.empty();
        }
        return candidates
                .of(environment)
                .map(Candidates.Candidate::release)
                .map(release -> Target.of(release, releases.artifacts(release.id())))
                .map(target -> missing(environment, target))
                .filter(missing -> !missing.hosts().isEmpty());
    }

    private Missing missing(Environment environment, Target target) {
        var rows = byHost(environment);
        var hosts = new LinkedHashMap<Definition.Host, Optional<Prefetched>>();
        for (var host : environment.definition().hosts()) {
            var row = Optional.ofNullable(rows.get(host.name()));
            if (row.filter(one -> one.isOf(environment, target.sha256()))
                    .filter(one -> !one.isOld(LOOK_AGAIN, TRY_AGAIN, Instant.now()))
                    .isEmpty()) {
                hosts.put(host, row);
            }
        }
        return new Missing(target, hosts);
    }

    private void bring(Environment environment, Missing missing) {
        var target = missing.target();
        missing.hosts()
                .forEach((host, before) -> {
                    ask(environment, host, target);
                    before.filter(row -> row.state() == Prefetched.State.ASKED)
                            .ifPresent(row ->
                                    jobs.cancelQueued(
                                            row.job(), target.version() + " is brought instead"));
                });
    }

    private void ask(Environment environment, Definition.Host host, Target target) {
        var spec =
                Reaches.reached(
                        environment.definition(), host.name(), StepSpecs.fetch(host, target));
        var job =
                hostJobs.queue(
                        environment, host.agent(), PRIORITY, spec, Provision.blob(target.sha256()));
        store.ask(environment, host.name(), target, job);
    }

    @EventListener
    public void on(PromotionAwaited awaited) {
        signals.raise(TOPIC);
    }

    @EventListener
    public void on(DeploymentChanged changed) {
        var deployment = changed.deployment();
        if (deployment.state().isTerminal()) {
            signals.raise(TOPIC);
        } else if (deployment.state() == Deployment.State.RUNNING) {
            leaveTo(deployment);
        }
    }

    /** What no agent began yet would only be in the way. */
    private void leaveTo(Deployment deployment) {
        withdraw(
                deployment.environmentId(),
                _ -> true,
                "deployment " + deployment.id() + " is at work here");
    }

    @EventListener
    @Transactional
    public void on(JobEvent event) {
        if (!Engine.isBesideSteps(event.job()) || !event.mayEnd(HostStepRan.class)) {
            return;
        }
        var job = event.job().id();
        switch (event) {
            case JobEvent.Finished(var _, HostStepRan ran) when ran.failure().isEmpty() ->
                    store.end(job, Prefetched.State.THERE, "");
            case JobEvent.Finished(var _, HostStepRan ran) ->
                    store.end(job, Prefetched.State.FAILED, ran.failure());
            case JobEvent.Lost(var _, String why) -> store.end(job, Prefetched.State.FAILED, why);
            case JobEvent.Cancelled(var _, String why) ->
                    store.end(job, Prefetched.State.FAILED, why);
            case JobEvent.Claimed _, JobEvent.Withdrawn _, JobEvent.Finished _ -> {}
        }
    }

    private Map<String, Prefetched> byHost(Environment environment) {
        return store.of(environment.id()).stream()
                .collect(Collectors.toMap(Prefetched::host, Function.identity()));
    }
}
