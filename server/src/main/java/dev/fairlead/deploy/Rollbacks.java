package dev.fairlead.deploy;

import dev.fairlead.deploy.Readiness.Fact;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.problem.Problem;
import dev.fairlead.release.Release;
import dev.fairlead.release.Releases;
import dev.fairlead.work.Signals;
import dev.fairlead.work.Workers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Whether environments could go back to what ran before, looked at all the time: on the day on
 * which somebody has to go back it is too late to find out that the bytes are gone.
 */
@Component
public class Rollbacks {
    static final String TOPIC = "rollback-readiness";
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final Duration AGE = Duration.ofMinutes(10);
    private static final Duration ANSWERED = Duration.ofMinutes(5);
    private static final int AT_ONCE = 20;
    private static final int MOST_EARLIER = 50;

    private final EnvironmentStore environments;
    private final DeploymentStore deployments;
    private final Environments known;
    private final HostStates hosts;
    private final Releases releases;
    private final ReadinessStore store;
    private final ArtifactProofs proofs;
    private final PromotionRules rules;
    private final Access access;
    private final Signals signals;

    Rollbacks(
            EnvironmentStore environments,
            DeploymentStore deployments,
            Environments known,
            HostStates hosts,
            Releases releases,
            ReadinessStore store,
            ArtifactProofs proofs,
            PromotionRules rules,
            Access access,
            Signals signals,
            Workers workers) {
        this.environments = environments;
        this.deployments = deployments;
        this.known = known;
        this.hosts = hosts;
        this.releases = releases;
        this.store = store;
        this.proofs = proofs;
        this.rules = rules;
        this.access = access;
        this.signals = signals;
        workers.unhurried(TOPIC, TOPIC, PAUSE, this::lookWhereDue);
    }

    /** As it was found last; empty before the first look since there is another way back. */
    public Optional<Readiness> readiness(Environment environment) {
        var version = target(environment).map(Deployment::version).orElse("");
        return store.of(environment.id()).filter(found -> found.version().equals(version));
    }

    /** What a rollback goes back to: before what hosts were worked on for last, verified or not. */
    private Optional<Deployment> target(Environment environment) {
        return deployments
                .lastBegun(environment.id())
                .flatMap(now -> deployments.verifiedBefore(environment.id(), now.releaseId()));
    }

    /** Whether the user may have it looked at now. */
    public boolean mayLook(User user, Environment environment) {
        return access.may(user, environment.projectId(), Role.WRITE)
                || rules.promoter(user, environment).holds();
    }

    /** Looks now, and reads the bytes again unless that was done a moment ago. */
    public Readiness look(User user, Environment environment) {
        if (!mayLook(user, environment)) {
            throw Problem.forbidden(
                    "%s may not have the way back of %s checked: that is for who may write in the project, or promote."
                            .formatted(user.name(), environment.name()));
        }
        look(environment, ArtifactProofs.ASKED);
        return store.of(environment.id()).orElseThrow();
    }

    /** What there is to go back to has changed, or when it was rehearsed. */
    @EventListener
    @Transactional
    public void on(DeploymentChanged changed) {
        if (changed.deployment().state() != Deployment.State.WAITING) {
            store.forget(changed.environment().id());
            if (changed.deployment().state().isTerminal()) {
                signals.raise(TOPIC); // until then the hosts have other work
            }
        }
    }

    private boolean lookWhereDue() {
        for (var id : store.due(AGE, AT_ONCE)) {
            look(environments.get(id), ArtifactProofs.DAILY);
        }
        return false;
    }

    private void look(Environment environment, Duration age) {
        var before = target(environment);
        store.put(
                environment.id(),
                before.map(Deployment::version).orElse(""),
                before.map(to -> facts(environment, to, age))
                        .orElseGet(() ->
                                List.of(
                                        Fact.fails(
                                                "nothing else was verified here before, so there is nothing to go back to"))));
        deployments
                .lastVerified(environment.id())
                .ifPresent(now -> proofs.prepare(now, ArtifactProofs.DAILY));
        signals.raise("environments");
    }

    private List<Fact> facts(Environment environment, Deployment to, Duration age) {
        var facts = new ArrayList<Fact>();
        facts.add(
                Fact.holds(
                        "%s was verified here by deployment %d".formatted(to.version(), to.id()),
                        to.finished()));
        facts.add(release(environment, to));
        facts.add(proofs.of(to, age));
        facts.add(reachable(environment));
        facts.add(rehearsed(environment));
        return List.copyOf(facts);
    }

    private Fact release(Environment environment, Deployment to) {
        var same =
                known.repository(environment)
                        .flatMap(repository -> releases.find(repository, to.version()))
                        .filter(release -> release.id() == to.releaseId())
                        .filter(release -> release.state() == Release.State.RELEASED)
                        .filter(release ->
                                releases.artifacts(release.id()).stream()
                                        .anyMatch(one -> one.sha256().equals(to.sha256())));
        return same.isPresent()
                ? Fact.holds("its release is there, with the same digest", null)
                : Fact.fails(
                        "%s has no release %s with these bytes any more"
                                .formatted(environment.definition().repository(), to.version()));
    }

    private Fact reachable(Environment environment) {
        var since = Instant.now().minus(ANSWERED);
        var silent =
                hosts.of(environment).stream()
                        .filter(one -> one.observed() == null || one.observed().isBefore(since))
                        .map(HostState::host)
                        .collect(Collectors.joining(", "));
        return silent.isEmpty()
                ? Fact.holds("all hosts answered within the last 5 minutes", null)
                : Fact.fails("no answer within the last 5 minutes from " + silent);
    }

    /** The last rollback that was verified here, or else in an environment before this one. */
    private Fact rehearsed(Environment environment) {
        var place = Optional.of(environment);
        for (int i = 0; i < MOST_EARLIER && place.isPresent(); i++) {
            var last = deployments.lastRollback(place.get().id());
            if (last.isPresent()) {
                return Fact.holds(
                        "a rollback was verified in %s, by deployment %d"
                                .formatted(place.get().name(), last.get().id()),
                        last.get().finished());
            }
            place = before(place.get());
        }
        return Fact.unsure("no rollback was ever verified here or in an environment before", null);
    }

    private Optional<Environment> before(Environment environment) {
        return Optional.ofNullable(environment.definition().after())
                .flatMap(name -> environments.find(environment.projectId(), name));
    }
}
