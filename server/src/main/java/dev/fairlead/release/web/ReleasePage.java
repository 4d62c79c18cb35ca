package dev.fairlead.release.web;

import dev.fairlead.build.Build;
import dev.fairlead.code.Repository;
import dev.fairlead.release.Release;
import dev.fairlead.release.ReleaseArtifact;
import dev.fairlead.release.ReleaseContents;
import dev.fairlead.release.ReleasePanel;
import dev.fairlead.web.Frame;
import dev.fairlead.web.LineView;
import dev.fairlead.web.Place;
import gg.jte.Content;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A release as its page shows it to one user.
 *
 * @param names the names of all who wrote, approved or merged, by id
 * @param maven how a Maven project asks for it; null where nothing has coordinates
 */
public record ReleasePage(
        Place place,
        Repository repository,
        Release release,
        ReleaseContents contents,
        List<ReleaseArtifact> artifacts,
        Map<Long, String> names,
        @Nullable Build build,
        @Nullable Maven maven,
        boolean mayWrite,
        long user,
        List<ReleasePanel> downstream,
        @Nullable LineView line) {
    /** The address of the repository and the coordinates of the primary artifact. */
    public record Maven(String address, String groupId, String artifactId, String version) {}

    public String url() {
        return repository.url() + release.path();
    }

    public String names(Collection<Long> ids) {
        return ids.stream()
                .map(id -> names.getOrDefault(id, "somebody"))
                .sorted()
                .collect(Collectors.joining(", "));
    }

    public String download(ReleaseArtifact artifact) {
        return "/api/v1/projects/%s/releases/%s/artifacts/%s?repository=%s"
                .formatted(
                        repository.projectKey(),
                        release.version(),
                        artifact.name(),
                        repository.slug());
    }

    /** What moves while it is built; null where there is no issue to follow. */
    public @Nullable String live() {
        return line == null ? null : line.events();
    }

    public List<Content> panels(Frame frame) {
        return downstream.stream()
                .map(panel -> panel.panel(user, release, frame))
                .flatMap(Optional::stream)
                .toList();
    }

    public static String colour(Release release) {
        return switch (release.state()) {
            case BUILDING -> "running";
            case RELEASED -> "passed";
            case FAILED -> "failed";
        };
    }

    /** One release in a list. */
    public record Row(
            Release release, Repository repository, String title, @Nullable LineView line) {
        public String url() {
            return repository.url() + release.path();
        }

        public String colour() {
            return ReleasePage.colour(release);
        }
    }
}
