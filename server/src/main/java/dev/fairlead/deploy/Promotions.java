package dev.fairlead.deploy;

import dev.fairlead.identity.User;
import dev.fairlead.problem.Problem;
import dev.fairlead.release.Release;
import dev.fairlead.release.Releases;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The decision of a person that a release goes on to an environment. */
@Component
public class Promotions {
    /**
     * What the person who decides was shown; null for what they did not look at.
     *
     * @param sha256 of the bytes
     * @param environmentVersion of the environment's definition
     */
    public record Shown(@Nullable String sha256, @Nullable Integer environmentVersion) {
        public static final Shown NOTHING = new Shown(null, null);
    }

    private final EnvironmentStore environments;
    private final DeploymentStore deployments;
    private final TakeBackStore links;
    private final Releases releases;
    private final Environments known;
    private final PromotionRules rules;
    private final Turns turns;
    private final ApplicationEventPublisher events;

    Promotions(
            EnvironmentStore environments,
            DeploymentStore deployments,
            TakeBackStore links,
            Releases releases,
            Environments known,
            PromotionRules rules,
            Turns turns,
            ApplicationEventPublisher events) {
        this.environments = environments;
        this.deployments = deployments;
        this.links = links;
        this.releases = releases;
        this.known = known;
        this.rules = rules;
        this.turns = turns;
        this.events = events;
    }

    /** Whether the user is one of those who promote there. */
    public boolean isPromoter(User user, Environment environment) {
        return rules.promoter(user, environment).holds();
    }

    /** Every rule and whether it holds; the first that does not would refuse the promotion. */
    public List<Reason> reasons(User user, Environment environment, Release release) {
        return rules.reasons(user, environment, release, target(release));
    }

    /** Promotes a version, which waits for its turn when another is under way. */
    @Transactional
    public Deployment promote(User user, Environment shown, String version, Shown seen) {
        var environment = environments.lock(shown.id());
        var release = release(environment, version);
        var target = target(release);
        requireShown(environment, target, seen);
        var reasons = rules.reasons(user, environment, release, target);
        reasons.stream()
                .filter(reason -> !reason.holds())
                .findFirst()
                .ifPresent(reason -> {
                    throw reason.refusal();
                });
        var cause =
                rules.isRollback(environment, target)
                        ? Deployment.Cause.ROLLBACK
                        : Deployment.Cause.PROMOTION;
        var sentences = reasons.stream().map(Reason::sentence).toList();
        return begin(
                environment, deployments.insert(environment, target, cause, sentences, user.id()));
    }

    /** Back to what was verified last before a deployment, once; adds no writers. */
    @Transactional
    public Deployment rollBack(User user, Environment shown, Deployment from) {
        var environment = environments.lock(shown.id());
        var reason = rules.promoter(user, environment);
        if (!reason.holds()) {
            throw reason.refusal();
        }
        rules.ownPassword(user)
                .ifPresent(against -> {
                    throw against.refusal();
                });
        var begun = links.takenBackBy(from.id()).map(deployments::lock);
        if (begun.isPresent() && !begun.get().state().isTerminal()) {
            return begun.get();
        }
        var target = Target.of(rollbackOf(environment, from));
        var reasons = List.of(reason.sentence(), "it goes back to what was verified here before");
        var rollback =
                deployments.insert(
                        environment, target, Deployment.Cause.ROLLBACK, reasons, user.id());
        links.link(rollback.id(), from.id());
        return begin(environment, rollback);
    }

    private Deployment rollbackOf(Environment environment, Deployment from) {
        return deployments
                .verifiedBefore(environment.id(), from.releaseId())
                .orElseThrow(() ->
                        Problem.conflict(
                                "Nothing was verified in "
                                        + environment.name()
                                        + " before "
                                        + from.version()
                                        + ", so there is nothing to go back to."));
    }

    private Deployment begin(Environment environment, Deployment deployment) {
        events.publishEvent(new DeploymentChanged(deployment, environment));
        turns.startNext(environment);
        return deployments.lock(deployment.id());
    }

    private Release release(Environment environment, String version) {
        var slug = environment.definition().repository();
        return known.repository(environment)
                .flatMap(repository -> releases.find(repository, version))
                .orElseThrow(() ->
                        Problem.notFound("There is no release " + version + " of " + slug + "."));
    }

    private Target target(Release release) {
        return Target.of(release, releases.artifacts(release.id()));
    }

    private static void requireShown(Environment environment, Target target, Shown seen) {
        if (seen.sha256() != null && !seen.sha256().equals(target.sha256())) {
            throw Problem.conflict(
                    "Other bytes were shown than " + target.sha256() + ". Look again.");
        }
        if (seen.environmentVersion() != null
                && seen.environmentVersion() != environment.version()) {
            throw Problem.conflict(
                    "%s was edited since: version %d was shown, it is version %d now. Look again."
                            .formatted(
                                    environment.name(),
                                    seen.environmentVersion(),
                                    environment.version()));
        }
    }
}
