package dev.fairlead.stash.web;

import dev.fairlead.code.Changes;
import dev.fairlead.code.Repository;
import dev.fairlead.code.Source;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.problem.Problem;
import dev.fairlead.review.MergeCheck;
import dev.fairlead.review.PullRequest;
import dev.fairlead.review.PullRequests;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Merging, declining and opening again, each at the version that was looked at. */
@Hidden
@RestController
@RequestMapping(Rest.REPOSITORY + "/pull-requests/{number}")
class StashDecisionRest {
    /** Whether it may be merged now, and what holds it. */
    record Mergeable(boolean canMerge, boolean conflicted, String outcome, List<Veto> vetoes) {}

    /** A merge check that does not hold. */
    record Veto(String summaryMessage, String detailedMessage) {
        static Veto of(MergeCheck check) {
            return new Veto(check.name(), check.sentence());
        }
    }

    private final StashRepositories repositories;
    private final PullRequests pullRequests;
    private final Source source;
    private final Changes changes;
    private final StashPullRequests forms;

    StashDecisionRest(
            StashRepositories repositories,
            PullRequests pullRequests,
            Source source,
            Changes changes,
            StashPullRequests forms) {
        this.repositories = repositories;
        this.pullRequests = pullRequests;
        this.source = source;
        this.changes = changes;
        this.forms = forms;
    }

    @GetMapping("/merge")
    Mergeable mergeable(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @PathVariable int number) {
        var repository = repositories.require(user, key, slug, Role.READ);
        var pr = pullRequests.get(repository, number);
        var vetoes =
                pullRequests.review(user, repository, pr).checks().stream()
                        .filter(check -> !check.passed())
                        .map(Veto::of)
                        .toList();
        var conflicted = pr.isOpen() && isConflicted(repository, pr);
        return new Mergeable(
                pr.isOpen() && vetoes.isEmpty(),
                conflicted,
                conflicted ? "CONFLICTED" : "CLEAN",
                vetoes);
    }

    @PostMapping("/merge")
    StashPullRequest merge(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @PathVariable int number,
            @RequestParam @Nullable Integer version) {
        var repository = repositories.require(user, key, slug, Role.WRITE);
        return forms.form(repository, pullRequests.merge(user, repository, number, seen(version)));
    }

    @PostMapping("/decline")
    StashPullRequest decline(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @PathVariable int number,
            @RequestParam @Nullable Integer version) {
        var repository = repositories.require(user, key, slug, Role.WRITE);
        return forms.form(
                repository, pullRequests.decline(user, repository, number, seen(version)));
    }

    @PostMapping("/reopen")
    StashPullRequest reopen(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @PathVariable int number,
            @RequestParam @Nullable Integer version) {
        var repository = repositories.require(user, key, slug, Role.WRITE);
        return forms.form(repository, pullRequests.reopen(user, repository, number, seen(version)));
    }

    private boolean isConflicted(Repository repository, PullRequest pr) {
        return source.resolve(repository, pr.target())
                .map(target -> changes.mergeability(repository, pr.head(), target))
                .filter(trial -> !trial.conflicts().isEmpty())
                .isPresent();
    }

    private static int seen(@Nullable Integer version) {
        if (version == null) {
            throw Problem.invalid("version", "version: must be given, as it was last read");
        }
        return version;
    }
}
