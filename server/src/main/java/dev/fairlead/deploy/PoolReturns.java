package dev.fairlead.deploy;

import dev.fairlead.audit.Actor;
import dev.fairlead.audit.Audit;
import dev.fairlead.fleet.Jobs;
import dev.fairlead.identity.User;
import dev.fairlead.issue.Projects;
import dev.fairlead.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Puts back into their pools what is healthy: each host is checked as a deployment checks it, asked
 * whether it runs what was verified last, and only then put back. A deployment waits meanwhile.
 */
@Component
public class PoolReturns {
    private final PoolReturnStore returns;
    private final PoolGuardStore guards;
    private final PoolReturnSteps steps;
    private final EnvironmentStore environments;
    private final DeploymentStore deployments;
    private final OutOfPool out;
    private final Decisions decisions;
    private final Jobs jobs;
    private final Audit audit;
    private final Projects projects;

    PoolReturns(
            PoolReturnStore returns,
            PoolGuardStore guards,
            PoolReturnSteps steps,
            EnvironmentStore environments,
            DeploymentStore deployments,
            OutOfPool out,
            Decisions decisions,
            Jobs jobs,
            Audit audit,
            Projects projects) {
        this.returns = returns;
        this.guards = guards;
        this.steps = steps;
        this.environments = environments;
        this.deployments = deployments;
        this.out = out;
        this.decisions = decisions;
        this.jobs = jobs;
        this.audit = audit;
        this.projects = projects;
    }

    /** The latest one of an environment. */
    public Optional<PoolReturn> latest(Environment environment) {
        return returns.latest(environment.id());
    }

    /**
     * Whether this user may begin one now: while a deployment runs, that decides about its hosts.
     */
    public boolean mayBegin(User user, Environment environment) {
        return decides(user, environment)
                && deployments.running(environment.id()).isEmpty()
                && deployments.lastVerified(environment.id()).isPresent();
    }

    private boolean decides(User user, Environment environment) {
        return decisions.who(user, environment).holds();
    }

    /** Begins with every host that somebody took out. */
    @Transactional
    public PoolReturn begin(User user, Environment shown) {
        var environment = environments.lock(shown.id());
        requireMay(user, environment);
        var verified = requireIdle(environment);
        var hosts = out.of(environment).takenOut();
        if (hosts.isEmpty()) {
            throw Problem.conflict(
                    "Nothing in %s is out of its pool by anybody's hand."
                            .formatted(environment.name()));
        }
        var id = returns.begin(environment, verified.id(), user.id());
        var begun = returns.latest(environment.id()).orElseThrow();
        hosts.forEach(host -> steps.begin(begun, environment, host));
        record(user.actor(), environment, id, hosts);
        return returns.latest(environment.id()).orElseThrow();
    }

    private void requireMay(User user, Environment environment) {
        if (!decides(user, environment)) {
            throw Problem.forbidden(
                    "%s may not put hosts of %s back into their pools: that is for %s."
                            .formatted(
                                    user.name(),
                                    environment.name(),
                                    Story.promoters(environment.definition())));
        }
    }

    private Deployment requireIdle(Environment environment) {
        var running = deployments.running(environment.id());
        if (running.isPresent()) {
            throw Problem.conflict(
                    "Deployment %d is under way in %s, and decides about its hosts."
                            .formatted(running.get().id(), environment.name()));
        }
        if (returns.isOpen(environment.id()) || guards.isOpen(environment.id())) {
            throw Problem.conflict(
                    "Hosts of %s are being moved already. Try again in a moment."
                            .formatted(environment.name()));
        }
        return deployments
                .lastVerified(environment.id())
                .orElseThrow(() ->
                        Problem.conflict(
                                "Nothing was verified in %s yet, so nothing says what a healthy host runs. Deploy first."
                                        .formatted(environment.name())));
    }

    /** What no agent takes must not keep deployments waiting. */
    void giveUpForgotten() {
        for (var job : returns.forgotten()) {
            jobs.cancelQueued(job, "no agent took it within a minute");
        }
    }

    private void record(Actor by, Environment environment, long id, List<String> hosts) {
        audit.record(
                by,
                "pool.return.asked",
                projects.get(environment.projectId()).key() + "/" + environment.name(),
                Map.of("return", id, "hosts", hosts));
    }
}
