package dev.fairlead.release;

import dev.fairlead.build.Build;
import dev.fairlead.build.BuildArtifact;
import dev.fairlead.build.Builds;
import dev.fairlead.code.Repository;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The builds that releases wait for. */
@Component
class ReleaseBuilds {
    private final ReleaseStore store;
    private final Builds builds;

    ReleaseBuilds(ReleaseStore store, Builds builds) {
        this.store = store;
        this.builds = builds;
    }

    /** The build and the row that waits for it are one transaction: none is queued twice. */
    @Transactional
    void queue(Repository repository, long id, String commit) {
        var release = store.lock(id);
        if (release.state() == Release.State.BUILDING && release.build() == null) {
            var build = builds.queueRelease(repository, commit, release.version());
            store.queued(id, build.id());
        }
    }

    Build get(long id) {
        return builds.get(id);
    }

    List<BuildArtifact> artifacts(Build build) {
        return builds.artifacts(build.id());
    }

    static String whyFailed(Build build) {
        var verb =
                switch (build.state()) {
                    case CANCELLED -> "was cancelled";
                    case LOST -> "was lost with its agent";
                    case QUEUED, RUNNING, PASSED, FAILED -> "failed";
                };
        var why = build.failure().isEmpty() ? "" : ": " + build.failure();
        return "build %d %s%s".formatted(build.id(), verb, why);
    }
}
