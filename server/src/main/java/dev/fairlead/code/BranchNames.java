package dev.fairlead.code;

import dev.fairlead.issue.Issue;
import dev.fairlead.issue.IssueStatus;
import dev.fairlead.issue.Issues;
import dev.fairlead.issue.Projects;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Whether a new branch is named as its project says: after an open issue. Any one of several keys
 * will do, because a name like {@code ORD-7-utf-8} only looks as if it had two.
 */
@Component
class BranchNames {
    /** Why a name is refused, and what its owner types to give it a better one. */
    record Misnamed(String why, String command) {}

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._/+@-]+");

    private final Projects projects;
    private final Issues issues;

    BranchNames(Projects projects, Issues issues) {
        this.projects = projects;
        this.issues = issues;
    }

    Optional<Misnamed> refusal(Repository repository, String branch) {
        var naming = projects.branchNaming(repository.projectId());
        if (!naming.needsKey()
                || branch.equals(repository.defaultBranch())
                || naming.excepts(branch)) {
            return Optional.empty();
        }
        var project = repository.projectKey();
        var keys =
                Issues.keysIn(branch).stream()
                        .filter(key -> key.startsWith(project + "-"))
                        .collect(Collectors.toSet());
        var found = issues.byKeys(keys);
        return found.values().stream().anyMatch(issue -> issue.status() != IssueStatus.DONE)
                ? Optional.empty()
                : Optional.of(misnamed(project, branch, keys, found));
    }

    private static Misnamed misnamed(
            String project, String branch, Set<String> keys, Map<String, Issue> found) {
        var key = keys.stream().sorted().findFirst().orElse("");
        if (key.isEmpty()) {
            var at = branch.lastIndexOf('/') + 1;
            var better = branch.substring(0, at) + project + "-N-" + branch.substring(at);
            return new Misnamed(
                    "%s carries no issue's key: name it after an open issue of %s"
                            .formatted(branch, project),
                    command(branch, better));
        }
        var better = branch.replace(key, project + "-N");
        return new Misnamed(
                found.containsKey(key)
                        ? "%s carries %s, which is done: open that again, or name the branch after an open issue"
                                .formatted(branch, key)
                        : "%s carries %s, and %s has no such issue: name the branch after an open one"
                                .formatted(branch, key, project),
                command(branch, better));
    }

    /** For a shell, where a name may be full of what it would take for its own. */
    private static String command(String branch, String better) {
        return "git branch -m %s %s && git push -u origin %s"
                .formatted(quoted(branch), quoted(better), quoted(better));
    }

    private static String quoted(String name) {
        return PLAIN.matcher(name).matches() ? name : "'" + name.replace("'", "'\\''") + "'";
    }
}
