package dev.fairlead.release.web;

import dev.fairlead.build.Builds;
import dev.fairlead.code.Repository;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.release.Contents;
import dev.fairlead.release.Release;
import dev.fairlead.release.ReleaseArtifact;
import dev.fairlead.release.ReleasePanel;
import dev.fairlead.release.Releases;
import dev.fairlead.web.LineView;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Puts together what the page of a release shows. */
@Component
class ReleaseViews {
    private final Releases releases;
    private final Contents contents;
    private final Builds builds;
    private final Access access;
    private final ReleaseSurroundings surroundings;
    private final ObjectProvider<ReleasePanel> downstream;

    ReleaseViews(
            Releases releases,
            Contents contents,
            Builds builds,
            Access access,
            ReleaseSurroundings surroundings,
            ObjectProvider<ReleasePanel> downstream) {
        this.releases = releases;
        this.contents = contents;
        this.builds = builds;
        this.access = access;
        this.surroundings = surroundings;
        this.downstream = downstream;
    }

    ReleasePage page(User user, Repository repository, Release release) {
        var content = contents.of(release);
        var artifacts = releases.artifacts(release.id());
        var build = release.build();
        return new ReleasePage(
                surroundings.place(repository),
                repository,
                release,
                content,
                artifacts,
                surroundings.names(content),
                build == null ? null : builds.get(build),
                maven(repository, release, artifacts),
                access.may(user, repository.projectId(), Role.WRITE),
                user.id(),
                downstream.orderedStream().toList(),
                line(release));
    }

    @Nullable LineView line(Release release) {
        return surroundings.line(release.issue());
    }

    private static ReleasePage.@Nullable Maven maven(
            Repository repository, Release release, List<ReleaseArtifact> artifacts) {
        var address =
                ServletUriComponentsBuilder.fromCurrentContextPath()
                        .path("/maven/" + repository.projectKey() + "/")
                        .toUriString();
        return artifacts.stream()
                .filter(ReleaseArtifact::primary)
                .findFirst()
                .map(ReleaseArtifact::path)
                .map(path -> path.split("/"))
                .map(parts ->
                        new ReleasePage.Maven(
                                address,
                                String.join(".", List.of(parts).subList(0, parts.length - 3)),
                                parts[parts.length - 3],
                                release.version()))
                .orElse(null);
    }
}
