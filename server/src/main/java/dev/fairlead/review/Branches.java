package dev.fairlead.review;

import dev.fairlead.code.Changes;
import dev.fairlead.code.Repository;
import dev.fairlead.code.Source;
import dev.fairlead.issue.Issues;
import dev.fairlead.problem.Problem;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a pull request asks of its two branches. */
@Component
class Branches {
    private final Source source;
    private final Changes changes;
    private final Issues issues;
    private final PullRequestStore store;

    Branches(Source source, Changes changes, Issues issues, PullRequestStore store) {
        this.source = source;
        this.changes = changes;
        this.issues = issues;
        this.store = store;
    }

    /** The tip to merge, when there is something to merge. */
    String head(Repository repository, String from, String into) {
        var head = tip(repository, "source", from);
        var target = tip(repository, "target", into);
        if (from.equals(into) || changes.mergeability(repository, head, target).nothingToMerge()) {
            throw new NothingToMerge(from, into);
        }
        return head;
    }

    /** Refuses while another pull request with these branches is open. */
    void refuseSecond(Repository repository, String source, String target) {
        store.open(repository.id(), source, target)
                .ifPresent(other -> {
                    throw new AlreadyOpen(other);
                });
    }

    /** The issue of this project that a branch names, or else that its commits name. */
    @Nullable String issue(Repository repository, String branch) {
        return Stream.concat(
                        Issues.keysIn(branch).stream(),
                        source.issuesOf(repository, branch).stream())
                .filter(key ->
                        issues.find(key)
                                .filter(i -> i.projectId() == repository.projectId())
                                .isPresent())
                .findFirst()
                .orElse(null);
    }

    private String tip(Repository repository, String field, String branch) {
        return source.branches(repository).stream()
                .filter(b -> b.name().equals(branch))
                .findFirst()
                .orElseThrow(() ->
                        Problem.invalid(
                                field,
                                field + ": " + repository + " has no branch \"" + branch + "\""))
                .tip();
    }
}
