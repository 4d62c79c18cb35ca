package dev.fairlead.release;

import dev.fairlead.code.Changes;
import dev.fairlead.code.Repository;
import dev.fairlead.problem.Problem;
import java.util.List;
import java.util.Objects;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Ends a release: its files with their digests, its tag, its state and whoever hears of it are one
 * transaction; so is its failure.
 */
@Component
class Publication {
    private final ReleaseStore store;
    private final ArtifactStore artifacts;
    private final Changes changes;
    private final ReleaseStory story;
    private final ApplicationEventPublisher events;

    Publication(
            ReleaseStore store,
            ArtifactStore artifacts,
            Changes changes,
            ReleaseStory story,
            ApplicationEventPublisher events) {
        this.store = store;
        this.artifacts = artifacts;
        this.changes = changes;
        this.story = story;
        this.events = events;
    }

    /** Does nothing when somebody else has ended it, or attempts it anew, meanwhile. */
    @Transactional
    void publish(Repository repository, Release built, List<Published> files) {
        var release = store.lock(built.id());
        if (isOver(release, built)) {
            return;
        }
        refuseTaken(release, files);
        changes.tag(
                repository,
                release.tag(),
                Objects.requireNonNull(release.commit()),
                "Release " + release.version() + "\n");
        artifacts.insert(release, files);
        store.released(release.id());
        var released = store.byId(release.id()).orElseThrow();
        story.released(repository, released, files);
        events.publishEvent(new Released(released, repository));
    }

    @Transactional
    void fail(Repository repository, Release attempted, String why) {
        var release = store.lock(attempted.id());
        if (!isOver(release, attempted)) {
            store.failed(release.id(), why);
            story.failed(repository, release, why);
        }
    }

    private static boolean isOver(Release now, Release then) {
        return now.state() != Release.State.BUILDING || !Objects.equals(now.build(), then.build());
    }

    private void refuseTaken(Release release, List<Published> files) {
        var paths = files.stream().map(Published::path).filter(Objects::nonNull).toList();
        artifacts
                .taken(release.projectId(), paths)
                .ifPresent(sentence -> {
                    throw Problem.conflict(
                            sentence
                                    + " of another repository. Give the modules of one"
                                    + " of them another artifactId.");
                });
    }
}
