package dev.fairlead.release;

import dev.fairlead.audit.Actor;
import dev.fairlead.audit.Audit;
import dev.fairlead.code.Repository;
import dev.fairlead.timeline.Stop;
import dev.fairlead.timeline.StopState;
import dev.fairlead.timeline.Timeline;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * What a release writes into the story, the line and the audit; one without an issue has no line.
 */
@Component
class ReleaseStory {
    private final Timeline timeline;
    private final Audit audit;

    ReleaseStory(Timeline timeline, Audit audit) {
        this.timeline = timeline;
        this.audit = audit;
    }

    /** What would be, while nothing is decided. */
    void foretold(String issue, String version) {
        timeline.stop(issue, Stop.RELEASE, StopState.WAITING, "would be " + version, null);
    }

    void forgotten(String issue) {
        timeline.stop(issue, Stop.RELEASE, StopState.NONE, "", null);
    }

    void begun(Actor by, Repository repository, Release release, String verb) {
        audit.record(
                by,
                "release." + verb,
                subject(repository, release),
                Map.of("mergeCommit", release.mergeCommit()));
        tell(
                Actor.FAIRLEAD,
                repository,
                release,
                verb,
                "began to build release " + release.version());
        stop(repository, release, StopState.CURRENT, "building " + release.version());
    }

    void released(Repository repository, Release release, List<Published> files) {
        audit.record(
                Actor.FAIRLEAD,
                "release.released",
                subject(repository, release),
                Map.of(
                        "commit",
                        String.valueOf(release.commit()),
                        "build",
                        String.valueOf(release.build()),
                        "artifacts",
                        files.stream()
                                .map(f -> Map.of("name", f.name(), "sha256", f.digests().sha256()))
                                .toList()));
        tell(
                Actor.FAIRLEAD,
                repository,
                release,
                "released",
                "released %s with %s"
                        .formatted(
                                release.version(),
                                files.size() == 1 ? "1 artifact" : files.size() + " artifacts"));
        stop(repository, release, StopState.DONE, release.version());
    }

    void failed(Repository repository, Release release, String why) {
        audit.record(
                Actor.FAIRLEAD, "release.failed", subject(repository, release), Map.of("why", why));
        tell(
                Actor.FAIRLEAD,
                repository,
                release,
                "failed",
                "could not release %s: %s".formatted(release.version(), why));
        stop(repository, release, StopState.FAILED, release.version() + " failed");
    }

    private void tell(Actor by, Repository repository, Release release, String kind, String text) {
        var issue = release.issue();
        if (issue != null) {
            timeline.tell(issue, by.name(), kind, text, url(repository, release));
        }
    }

    private void stop(Repository repository, Release release, StopState state, String note) {
        var issue = release.issue();
        if (issue != null) {
            timeline.stop(issue, Stop.RELEASE, state, note, url(repository, release));
        }
    }

    private static String url(Repository repository, Release release) {
        return repository.url() + release.path();
    }

    private static String subject(Repository repository, Release release) {
        return repository + " " + release.version();
    }
}
