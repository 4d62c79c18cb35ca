package dev.fairlead.deploy;

import dev.fairlead.code.Repositories;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.Groups;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.identity.Users;
import dev.fairlead.problem.Problem;
import dev.fairlead.release.Release;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Why a release may go to an environment, or may not: each rule with its sentence. */
@Component
class PromotionRules {
    private final DeploymentStore deployments;
    private final EnvironmentStore environments;
    private final Repositories repositories;
    private final Writers writers;
    private final Groups groups;
    private final Access access;
    private final Users users;

    PromotionRules(
            DeploymentStore deployments,
            EnvironmentStore environments,
            Repositories repositories,
            Writers writers,
            Groups groups,
            Access access,
            Users users) {
        this.deployments = deployments;
        this.environments = environments;
        this.repositories = repositories;
        this.writers = writers;
        this.groups = groups;
        this.access = access;
        this.users = users;
    }

    List<Reason> reasons(User user, Environment environment, Release release, Target target) {
        var now = deployments.lastVerified(environment.id());
        var reasons = new ArrayList<Reason>();
        reasons.add(promoter(user, environment));
        ownPassword(user).ifPresent(reasons::add);
        reasons.add(released(environment, release));
        reasons.add(direction(environment, target, now));
        before(environment, target, now).ifPresent(reasons::add);
        if (isRollback(target, now)) {
            reasons.add(Reason.holds("it ran here before, so it brings nobody's new commits"));
        } else {
            var repository = repositories.get(release.repositoryId());
            reasons.add(writers.wroteNone(user, environment, repository, release));
        }
        return List.copyOf(reasons);
    }

    /** Whether the user is one of those who decide about this environment. */
    Reason promoter(User user, Environment environment) {
        var wanted = environment.definition().promoters();
        var own = groups.of(user);
        for (var group : wanted) {
            if (own.contains(group)) {
                return Reason.holds(user.name() + " is a member of " + group);
            }
        }
        if (wanted.isEmpty() && access.may(user, environment.projectId(), Role.ADMINISTER)) {
            return Reason.holds(user.name() + " administers the project");
        }
        return Reason.notAllowed(
                "%s may not promote to %s: that is for %s."
                        .formatted(
                                user.name(),
                                environment.name(),
                                Story.promoters(environment.definition())));
    }

    boolean isRollback(Environment environment, Target target) {
        return isRollback(target, deployments.lastVerified(environment.id()));
    }

    private static boolean isRollback(Target target, Optional<Deployment> now) {
        return now.filter(it -> Versions.compare(target.version(), it.version()) < 0).isPresent();
    }

    /** Against whom somebody else knows the password of. */
    Optional<Reason> ownPassword(User user) {
        try {
            users.requireOwnPassword(user);
            return Optional.empty();
        } catch (Problem problem) {
            return Optional.of(Reason.notAllowed(problem.detail()));
        }
    }

    private static Reason released(Environment environment, Release release) {
        return release.state() == Release.State.RELEASED
                ? Reason.holds(release.version() + " is released, and can no longer change")
                : Reason.notNow(
                        release.version()
                                + " is not released, so it cannot go to "
                                + environment.name()
                                + ".");
    }

    private Reason direction(Environment environment, Target target, Optional<Deployment> now) {
        var open = deployments.onItsWay(environment.id(), target.releaseId());
        if (open.isPresent()) {
            return Reason.notNow(
                    "%s is on its way to %s already: deployment %d is %s."
                            .formatted(
                                    target.version(),
                                    environment.name(),
                                    open.get().id(),
                                    open.get().state().word()));
        }
        if (now.isEmpty()) {
            return Reason.holds("it is the first release to go here");
        }
        if (now.get().releaseId() == target.releaseId()) {
            return Reason.notNow(target.version() + " runs in " + environment.name() + " already.");
        }
        return older(environment, target, now.get());
    }

    private Reason older(Environment environment, Target target, Deployment now) {
        if (Versions.compare(target.version(), now.version()) > 0) {
            return Reason.holds("it follows " + now.version() + ", which was verified here last");
        }
        return deployments.verified(environment.id(), target.releaseId(), target.sha256())
                ? Reason.holds("it goes back from " + now.version() + " to what ran here before")
                : Reason.notNow(
                        "%s is older than %s, which runs in %s, and was never verified there."
                                .formatted(target.version(), now.version(), environment.name()));
    }

    private Optional<Reason> before(
            Environment environment, Target target, Optional<Deployment> now) {
        var after = environment.definition().after();
        if (after == null || isRollback(target, now)) {
            return Optional.empty();
        }
        var verified =
                environments
                        .find(environment.projectId(), after)
                        .filter(e ->
                                deployments.verified(e.id(), target.releaseId(), target.sha256()))
                        .isPresent();
        return Optional.of(
                verified
                        ? Reason.holds("same bytes as on " + after + ", sha256 " + target.sha256())
                        : Reason.notNow(
                                "%s was not verified on %s, so it cannot go to %s."
                                        .formatted(target.version(), after, environment.name())));
    }
}
