package dev.fairlead.deploy;

import dev.fairlead.code.Authorship;
import dev.fairlead.code.Repository;
import dev.fairlead.code.Source;
import dev.fairlead.identity.User;
import dev.fairlead.release.Release;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Who wrote what a promotion would bring: commits, and the environment itself. */
@Component
class Writers {
    private final Source source;
    private final Baselines baselines;
    private final EnvironmentStore environments;

    Writers(Source source, Baselines baselines, EnvironmentStore environments) {
        this.source = source;
        this.baselines = baselines;
        this.environments = environments;
    }

    /** Whether the user wrote none of it; the sentence names what they wrote. */
    Reason wroteNone(User user, Environment environment, Repository repository, Release release) {
        var baseline = baselines.of(environment, repository);
        var own =
                source.authorship(repository, baseline.commit(), release.mergeCommit()).stream()
                        .filter(one -> one.writers().contains(user.id()))
                        .findFirst();
        if (own.isPresent()) {
            return Reason.notAllowed(wrote(user, release, own.get()));
        }
        return edited(user, environment, baseline)
                .orElseGet(() -> Reason.holds(user.name() + " wrote none of its commits"));
    }

    private static String wrote(User user, Release release, Authorship own) {
        return "%s may not promote %s: %s wrote its commit %s \"%s\". Somebody who wrote none of it has to."
                .formatted(
                        user.name(),
                        release.version(),
                        user.displayName(),
                        own.commit().shortSha(),
                        own.commit().title());
    }

    private Optional<Reason> edited(
            User user, Environment environment, Baselines.Baseline baseline) {
        var editors = environments.editorsAfter(environment.id(), baseline.environmentVersion());
        return editors.contains(user.id())
                ? Optional.of(
                        Reason.notAllowed(
                                "%s may not promote to %s: %s edited the environment since the last deployment. Somebody who did not has to."
                                        .formatted(
                                                user.name(),
                                                environment.name(),
                                                user.displayName())))
                : Optional.empty();
    }
}
