package dev.fairlead.deploy;

import dev.fairlead.code.Repository;
import dev.fairlead.code.Source;
import dev.fairlead.release.Releases;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Where "since what runs there" begins, for separating who writes from who promotes. */
@Component
class Baselines {
    /**
     * What an environment runs as far as Fairlead knows.
     *
     * @param commit null before the repository's first push
     * @param environmentVersion the one that was deployed last; 0 for none
     */
    record Baseline(@Nullable String commit, String version, int environmentVersion) {}

    private final DeploymentStore deployments;
    private final AdoptionStore adoptions;
    private final Releases releases;
    private final Source source;

    Baselines(
            DeploymentStore deployments,
            AdoptionStore adoptions,
            Releases releases,
            Source source) {
        this.deployments = deployments;
        this.adoptions = adoptions;
        this.releases = releases;
        this.source = source;
    }

    Baseline of(Environment environment, Repository repository) {
        var verified = deployments.lastVerified(environment.id());
        var adopted = adoptions.latest(environment.id());
        if (adopted.isPresent() && !isLater(verified, adopted.get())) {
            var version = verified.map(Deployment::environmentVersion).orElse(0);
            return new Baseline(adopted.get().commit(), adopted.get().version(), version);
        }
        return verified.map(this::deployed)
                .orElseGet(() -> new Baseline(source.firstTip(repository).orElse(null), "", 0));
    }

    private Baseline deployed(Deployment deployment) {
        var release = releases.get(deployment.releaseId());
        return new Baseline(
                release.mergeCommit(), release.version(), deployment.environmentVersion());
    }

    private static boolean isLater(Optional<Deployment> verified, Adoption adopted) {
        return verified.map(Deployment::finished)
                .filter(at -> at.isAfter(adopted.at()))
                .isPresent();
    }
}
