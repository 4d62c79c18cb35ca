package dev.fairlead.release.web;

import dev.fairlead.code.Repositories;
import dev.fairlead.issue.Issues;
import dev.fairlead.issue.Projects;
import dev.fairlead.release.Releases;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Gathers what was made for an issue. */
@Component
class Development {
    private final Issues issues;
    private final Projects projects;
    private final Repositories repositories;
    private final Changesets changesets;
    private final Releases releases;

    Development(
            Issues issues,
            Projects projects,
            Repositories repositories,
            Changesets changesets,
            Releases releases) {
        this.issues = issues;
        this.projects = projects;
        this.repositories = repositories;
        this.changesets = changesets;
        this.releases = releases;
    }

    DevelopmentView of(String issueKey) {
        var changes = new ArrayList<DevelopmentView.Change>();
        issues.find(issueKey)
                .map(issue -> projects.get(issue.projectId()))
                .map(repositories::of)
                .orElse(List.of())
                .forEach(repository -> changes.addAll(changesets.of(repository, issueKey)));
        var shipped =
                releases.ofIssue(issueKey).stream()
                        .map(release ->
                                new DevelopmentView.Shipped(
                                        release, repositories.get(release.repositoryId())))
                        .toList();
        return new DevelopmentView(changes, shipped);
    }
}
