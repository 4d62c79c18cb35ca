package dev.fairlead.release.web;

import dev.fairlead.code.Authorship;
import dev.fairlead.code.Repositories;
import dev.fairlead.code.Repository;
import dev.fairlead.identity.Users;
import dev.fairlead.release.Contents;
import dev.fairlead.release.Release;
import dev.fairlead.release.ReleaseArtifact;
import dev.fairlead.release.Releases;
import dev.fairlead.review.PullRequest;
import dev.fairlead.review.PullRequests;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes the answers about releases, with names in place of ids. */
@Component
class ReleaseJsons {
    private final Releases releases;
    private final Contents contents;
    private final PullRequests pullRequests;
    private final Repositories repositories;
    private final Users users;

    ReleaseJsons(
            Releases releases,
            Contents contents,
            PullRequests pullRequests,
            Repositories repositories,
            Users users) {
        this.releases = releases;
        this.contents = contents;
        this.pullRequests = pullRequests;
        this.repositories = repositories;
        this.users = users;
    }

    ReleaseJson brief(Release release) {
        return json(release, pullRequests.byId(release.pullRequest()), null, null);
    }

    ReleaseJson whole(Release release) {
        var contents = this.contents.of(release);
        return json(
                release,
                contents.pullRequest(),
                contents.commits(),
                releases.artifacts(release.id()));
    }

    private ReleaseJson json(
            Release release,
            PullRequest pullRequest,
            @Nullable List<Authorship> commits,
            @Nullable List<ReleaseArtifact> artifacts) {
        var repository = repositories.get(release.repositoryId());
        var issue = release.issue();
        return new ReleaseJson(
                release.version(),
                repository.slug(),
                release.state().word(),
                release.failure(),
                release.tag(),
                release.commit(),
                release.mergeCommit(),
                release.build(),
                pullRequest.number(),
                issue == null ? List.of() : List.of(issue),
                commits == null ? null : commits.stream().map(this::part).toList(),
                artifacts == null
                        ? null
                        : artifacts.stream().map(a -> file(repository, release, a)).toList(),
                release.created(),
                release.released(),
                repository.url() + release.path());
    }

    private ReleaseJson.Part part(Authorship authorship) {
        return new ReleaseJson.Part(
                authorship.commit().sha(),
                authorship.commit().title(),
                authorship.writers().stream().map(id -> users.get(id).name()).sorted().toList());
    }

    private static ReleaseJson.File file(
            Repository repository, Release release, ReleaseArtifact artifact) {
        return new ReleaseJson.File(
                artifact.name(),
                artifact.sha256(),
                artifact.size(),
                artifact.path(),
                artifact.primary(),
                "/api/v1/projects/%s/releases/%s/artifacts/%s?repository=%s"
                        .formatted(
                                repository.projectKey(),
                                release.version(),
                                artifact.name(),
                                repository.slug()));
    }
}
