package dev.fairlead.notify;

import dev.fairlead.build.Build;
import dev.fairlead.build.BuildFinished;
import dev.fairlead.build.Turn;
import dev.fairlead.code.Repository;
import dev.fairlead.platform.Settings;
import dev.fairlead.release.Release;
import dev.fairlead.release.Released;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells of builds that break and are fixed, and of releases. */
@Component
class BuildNotices {
    private final Notices notices;
    private final Settings settings;
    private final Clock clock;

    BuildNotices(Notices notices, Settings settings, Clock clock) {
        this.notices = notices;
        this.settings = settings;
        this.clock = clock;
    }

    @EventListener
    void on(BuildFinished finished) {
        if (finished.turn() == Turn.BROKE || finished.turn() == Turn.FIXED) {
            var event =
                    finished.turn() == Turn.BROKE
                            ? NoticeEvent.BUILD_BROKE
                            : NoticeEvent.BUILD_FIXED;
            var repository = finished.repository();
            notices.tell(
                    repository.projectId(),
                    event,
                    null,
                    () -> build(event, finished.build(), repository));
        }
    }

    @EventListener
    void on(Released released) {
        notices.tell(
                released.repository().projectId(),
                NoticeEvent.RELEASED,
                null,
                () -> release(released.release(), released.repository()));
    }

    private Notice build(NoticeEvent event, Build build, Repository repository) {
        var facts =
                Map.<String, Object>of(
                        "id", build.id(),
                        "repository", repository.slug(),
                        "branch", build.branch(),
                        "commit", build.commit(),
                        "state", build.state().name().toLowerCase(Locale.ROOT),
                        "failed", build.tests().failed(),
                        "tests", build.tests().total());
        return notice(
                event,
                repository,
                "%s of %s %s"
                        .formatted(
                                build.branch(),
                                repository,
                                event == NoticeEvent.BUILD_BROKE ? "is broken" : "is fixed"),
                build.failure(),
                new Notice.Link("build " + build.id(), settings.baseUrl() + build.url()),
                Map.of("build", facts));
    }

    private Notice release(Release release, Repository repository) {
        var facts =
                Map.<String, Object>of(
                        "repository", repository.slug(),
                        "version", release.version(),
                        "commit", String.valueOf(release.commit()),
                        "issue", String.valueOf(release.issue()),
                        "pullRequest", release.pullRequest());
        return notice(
                NoticeEvent.RELEASED,
                repository,
                "%s %s is released".formatted(repository, release.version()),
                "",
                new Notice.Link(
                        "release " + release.version(),
                        settings.baseUrl() + repository.url() + release.path()),
                Map.of("release", facts));
    }

    private Notice notice(
            NoticeEvent event,
            Repository repository,
            String what,
            String detail,
            Notice.Link link,
            Map<String, Object> facts) {
        return new Notice(
                event.key(),
                event.tone(),
                clock.instant(),
                repository.projectKey(),
                null,
                List.of(),
                what,
                detail,
                link,
                null,
                facts);
    }
}
