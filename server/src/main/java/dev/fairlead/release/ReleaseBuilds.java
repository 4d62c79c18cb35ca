package dev.fairlead.release;

import static java.util.stream.Collectors.toMap;

import dev.fairlead.build.Build;
import dev.fairlead.build.BuildArtifact;
import dev.fairlead.build.Builds;
import dev.fairlead.code.Repository;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
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

    /** Each name once: several jobs may have kept the same bytes. */
    List<BuildArtifact> artifacts(Build build) {
        return List.copyOf(
                builds.artifacts(build.id()).stream()
                        .collect(
                                toMap(
                                        BuildArtifact::name,
                                        file -> file,
                                        (first, _) -> first,
                                        LinkedHashMap::new))
                        .values());
    }

    /** A name under which several jobs kept different bytes: a release could be either. */
    Optional<String> contested(Build build) {
        var digests = new HashMap<String, String>();
        return builds.artifacts(build.id()).stream()
                .filter(file ->
                        !file.sha256()
                                .equals(digests.computeIfAbsent(file.name(), _ -> file.sha256())))
                .map(BuildArtifact::name)
                .findFirst();
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
