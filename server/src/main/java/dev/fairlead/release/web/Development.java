package dev.fairlead.release.web;

import dev.fairlead.code.Repositories;
import dev.fairlead.release.Releases;
import org.springframework.stereotype.Component;

/** Gathers what was made for an issue. */
@Component
class Development {
    private final Changesets changesets;
    private final Releases releases;
    private final Repositories repositories;

    Development(Changesets changesets, Releases releases, Repositories repositories) {
        this.changesets = changesets;
        this.releases = releases;
        this.repositories = repositories;
    }

    DevelopmentView of(String issueKey) {
        var shipped =
                releases.ofIssue(issueKey).stream()
                        .map(release ->
                                new DevelopmentView.Shipped(
                                        release, repositories.get(release.repositoryId())))
                        .toList();
        return new DevelopmentView(changesets.of(issueKey), shipped);
    }
}
