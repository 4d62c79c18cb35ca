package dev.fairlead.notify;

import dev.fairlead.build.Build;
import dev.fairlead.code.Repository;
import dev.fairlead.platform.Settings;
import dev.fairlead.release.Release;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Says what is told of builds and releases. */
@Component
class BuildWords {
    private final Settings settings;
    private final Clock clock;

    BuildWords(Settings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    Notice notice(NoticeEvent event, Build build, Repository repository) {
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

    Notice notice(Release release, Repository repository) {
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
