package dev.fairlead.code;

import dev.fairlead.identity.User;
import dev.fairlead.issue.Issue;
import dev.fairlead.issue.IssueStatus;
import dev.fairlead.issue.Issues;
import dev.fairlead.timeline.Stop;
import dev.fairlead.timeline.StopState;
import dev.fairlead.timeline.Timeline;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.eclipse.jgit.lib.Constants;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Ties branches to issues: by the key in the branch's name, or, where that has none, by the keys in
 * its new commits' messages and the task that was filed for it. The default branch carries
 * everybody's keys and is tied to nobody.
 */
@Component
class IssueLinks {
    private final IssueLinkStore store;
    private final Issues issues;
    private final Timeline timeline;

    IssueLinks(IssueLinkStore store, Issues issues, Timeline timeline) {
        this.store = store;
        this.issues = issues;
        this.timeline = timeline;
    }

    void follow(Repository repository, User by, List<Pushed.Move> moves, Arrivals arrivals) {
        var tied =
                moves.stream()
                        .filter(move -> !move.branch().equals(repository.defaultBranch()))
                        .toList();
        // By key, so that pushes to two repositories of a project never wait for each other.
        tied.stream()
                .flatMap(move ->
                        issues.byKeys(keys(repository, move, arrivals)).values().stream()
                                .filter(issue -> issue.projectId() == repository.projectId())
                                .map(issue -> Map.entry(issue, move)))
                .sorted(Comparator.comparing(pair -> pair.getKey().key()))
                .forEach(pair -> follow(pair.getKey(), repository, by, pair.getValue(), arrivals));
        tied.stream()
                .filter(move -> move.to() == null)
                .forEach(move -> store.leave(repository.id(), move.branch()));
    }

    private void follow(
            Issue issue, Repository repository, User by, Pushed.Move move, Arrivals arrivals) {
        var tip = move.to();
        if (tip == null) {
            tell(issue, by, "deleted", "deleted branch " + move.branch(), repository.url());
            return;
        }
        var ref = Constants.R_HEADS + move.branch();
        var ahead = arrivals.ahead().getOrDefault(ref, 0);
        store.put(issue.key(), repository.id(), move.branch(), tip, ahead);
        var url = new IssueBranch(repository, move.branch(), tip, ahead).url();
        timeline.stop(issue.key(), Stop.BRANCH, StopState.DONE, move.branch(), url);
        if (issue.status() == IssueStatus.OPEN) {
            issues.move(by.actor(), issue.key(), IssueStatus.IN_PROGRESS);
            timeline.stop(issue.key(), Stop.ISSUE, StopState.DONE, "in progress", issue.url());
        }
        var commits = arrivals.byRef().getOrDefault(ref, List.of()).size();
        tell(
                issue,
                by,
                move.from() == null && commits == 0 ? "branched" : "pushed",
                words(move, commits),
                url);
    }

    private void tell(Issue issue, User by, String kind, String text, @Nullable String url) {
        timeline.tell(issue.key(), by.name(), kind, text, url);
    }

    private static String words(Pushed.Move move, int commits) {
        if (commits == 0) {
            return move.from() == null
                    ? "made branch " + move.branch()
                    : "moved branch " + move.branch();
        }
        return "pushed %d commit%s to %s"
                .formatted(commits, commits == 1 ? "" : "s", move.branch());
    }

    private Set<String> keys(Repository repository, Pushed.Move move, Arrivals arrivals) {
        var keys = new LinkedHashSet<>(Issues.keysIn(move.branch()));
        if (keys.isEmpty()) {
            arrivals.byRef().getOrDefault(Constants.R_HEADS + move.branch(), List.of()).stream()
                    .map(arrivals.known()::get)
                    .filter(Objects::nonNull)
                    .forEach(commit -> keys.addAll(Issues.keysIn(commit.message())));
        }
        store.filedFor(repository.id(), move.branch()).ifPresent(keys::add);
        return keys;
    }
}
