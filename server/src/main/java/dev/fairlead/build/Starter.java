package dev.fairlead.build;

import dev.fairlead.code.Changes;
import dev.fairlead.code.Repository;
import dev.fairlead.code.Source;
import dev.fairlead.code.TreeEntry;
import dev.fairlead.identity.User;
import dev.fairlead.issue.Issue;
import dev.fairlead.issue.IssueType;
import dev.fairlead.issue.Issues;
import dev.fairlead.issue.Projects;
import dev.fairlead.plan.Plan;
import dev.fairlead.plan.PlanError;
import dev.fairlead.plan.PlanParser;
import dev.fairlead.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Sends a repository's first fairlead.yml down the line like any other change: an issue, its
 * branch, and one commit on it, which is then built.
 */
@Component
public class Starter {
    private final Source source;
    private final Changes changes;
    private final Issues issues;
    private final Projects projects;

    Starter(Source source, Changes changes, Issues issues, Projects projects) {
        this.source = source;
        this.changes = changes;
        this.issues = issues;
        this.projects = projects;
    }

    /** The names in the root folder of the default branch; empty before the first push. */
    public List<String> names(Repository repository) {
        return source
                .resolve(repository, repository.defaultBranch())
                .map(tip -> source.tree(repository, tip, ""))
                .orElse(List.of())
                .stream()
                .map(TreeEntry::name)
                .toList();
    }

    /** Files the issue and commits the text as its branch's fairlead.yml. */
    @Transactional
    public Issue commit(User by, Repository repository, String text) {
        check(text);
        var tip =
                source.resolve(repository, repository.defaultBranch())
                        .orElseThrow(() ->
                                Problem.conflict(
                                        "%s is empty. Push something to %s first."
                                                .formatted(
                                                        repository, repository.defaultBranch())));
        var issue =
                issues.file(
                        by,
                        projects.get(repository.projectId()),
                        IssueType.TASK,
                        "Build " + repository.slug() + " with Fairlead",
                        "Every commit is built as `fairlead.yml` says.",
                        null);
        changes.commit(
                by,
                repository,
                tip,
                Map.of(Plan.FILE, text.getBytes(StandardCharsets.UTF_8)),
                issue.key() + " Say how " + repository.slug() + " is built\n",
                "refs/heads/" + Issues.branchName(issue),
                _ -> {});
        return issue;
    }

    private static void check(String text) {
        try {
            PlanParser.parse(text.getBytes(StandardCharsets.UTF_8));
        } catch (PlanError e) {
            throw Problem.invalid("text", e.sentence());
        }
    }
}
