package dev.fairlead.release.web;

import dev.fairlead.build.Build;
import dev.fairlead.build.Builds;
import dev.fairlead.code.Authorship;
import dev.fairlead.code.IssueBranch;
import dev.fairlead.code.Repository;
import dev.fairlead.code.Source;
import dev.fairlead.review.Approval;
import dev.fairlead.review.PullRequest;
import dev.fairlead.review.PullRequests;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The branches that carry an issue, also those that have gone, with what became of each. */
@Component
class Changesets {
    private static final int MOST_BUILDS = 100;

    private final Source source;
    private final PullRequests pullRequests;
    private final Builds builds;

    Changesets(Source source, PullRequests pullRequests, Builds builds) {
        this.source = source;
        this.pullRequests = pullRequests;
        this.builds = builds;
    }

    List<DevelopmentView.Change> of(String issueKey) {
        return source.branchesOf(issueKey).stream()
                .map(carrier -> change(issueKey, carrier))
                .toList();
    }

    private DevelopmentView.Change change(String issueKey, IssueBranch carrier) {
        var repository = carrier.repository();
        var branch = carrier.name();
        var tip = source.resolve(repository, branch);
        var pullRequest = pullRequest(issueKey, carrier);
        var built = builds.list(repository, branch, null, MOST_BUILDS);
        var review = pullRequest.map(pr -> pullRequests.review(repository, pr));
        List<Authorship> authorship = review.isPresent() ? List.of() : notMerged(repository, tip);
        return new DevelopmentView.Change(
                repository,
                branch,
                tip.isPresent(),
                review.map(r -> r.commits().size()).orElse(authorship.size()),
                pullRequest.orElse(null),
                built.stream().findFirst().orElse(null),
                built.stream().filter(build -> build.state() == Build.State.PASSED).count(),
                built.size(),
                review.<Set<Long>>map(r -> r.writers().keySet()).orElse(writers(authorship)),
                review.stream()
                        .flatMap(r -> r.counting().stream())
                        .map(Approval::user)
                        .collect(Collectors.toSet()));
    }

    /** A machine's branch comes again under its name, each time for another issue. */
    private Optional<PullRequest> pullRequest(String issueKey, IssueBranch carrier) {
        return pullRequests.ofIssue(issueKey).stream()
                .filter(pr -> pr.repositoryId() == carrier.repository().id())
                .filter(pr -> pr.source().equals(carrier.name()))
                .min(Comparator.comparing(pr -> !pr.isOpen()))
                .or(() -> pullRequests.ofBranch(carrier.repository(), carrier.name()));
    }

    private List<Authorship> notMerged(Repository repository, Optional<String> tip) {
        var main = source.resolve(repository, repository.defaultBranch()).orElse(null);
        return tip.map(at -> source.authorship(repository, main, at)).orElse(List.of());
    }

    private static Set<Long> writers(List<Authorship> authorship) {
        return authorship.stream()
                .flatMap(one -> one.writers().stream())
                .collect(Collectors.toSet());
    }
}
