package dev.fairlead.code;

import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.issue.IssueStatus;
import dev.fairlead.issue.Issues;
import dev.fairlead.issue.Projects;
import dev.fairlead.problem.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The branch of an issue, made from where the default branch is. */
@Component
public class IssueBranches {
    private final Issues issues;
    private final Projects projects;
    private final Repositories repositories;
    private final Source source;
    private final Changes changes;

    IssueBranches(
            Issues issues,
            Projects projects,
            Repositories repositories,
            Source source,
            Changes changes) {
        this.issues = issues;
        this.projects = projects;
        this.repositories = repositories;
        this.source = source;
        this.changes = changes;
    }

    /**
     * Makes the branch.
     *
     * @param slug the repository; null where the project has exactly one
     */
    public Branch create(User by, String issueKey, @Nullable String slug) {
        var issue = issues.require(by, issueKey, Role.WRITE);
        if (issue.status() == IssueStatus.DONE) {
            throw Problem.conflict(issueKey + " is done. Open it again, or file another issue.");
        }
        var project = projects.get(issue.projectId());
        var repository = repository(by, project.key(), repositories.of(project), slug);
        var tip =
                source.resolve(repository, repository.defaultBranch())
                        .orElseThrow(() -> nothingYet(repository));
        var name = Issues.branchName(issue);
        if (source.branches(repository).stream().anyMatch(branch -> branch.name().equals(name))) {
            throw Problem.conflict(
                    "%s has the branch %s already. Check it out and go on there."
                            .formatted(repository, name));
        }
        return changes.createBranch(by, repository, name, tip);
    }

    private Repository repository(
            User by, String project, List<Repository> all, @Nullable String slug) {
        if (slug != null && !slug.isBlank()) {
            return repositories.require(by, project, slug, Role.WRITE);
        }
        if (all.isEmpty()) {
            throw Problem.conflict(project + " has no repository yet. Create one under Code.");
        }
        if (all.size() > 1) {
            throw Problem.invalid(
                    "repository",
                    "repository: is missing, and %s has several: %s."
                            .formatted(
                                    project,
                                    String.join(
                                            ", ", all.stream().map(Repository::slug).toList())));
        }
        return all.getFirst();
    }

    private static Problem nothingYet(Repository repository) {
        return Problem.conflict(
                "%s has no %s yet. Push its first commit there, then make the branch."
                        .formatted(repository, repository.defaultBranch()));
    }
}
