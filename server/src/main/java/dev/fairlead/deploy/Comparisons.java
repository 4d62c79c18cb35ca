package dev.fairlead.deploy;

import dev.fairlead.code.Commit;
import dev.fairlead.code.Repositories;
import dev.fairlead.code.Repository;
import dev.fairlead.code.Source;
import dev.fairlead.deploy.Between.Change;
import dev.fairlead.deploy.Between.Changes;
import dev.fairlead.deploy.Between.Side;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.issue.Issues;
import dev.fairlead.issue.Project;
import dev.fairlead.problem.Problem;
import dev.fairlead.release.Release;
import dev.fairlead.release.Releases;
import dev.fairlead.review.PullRequests;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Compares what environments run, and releases: what would go on, and what would be lost. */
@Component
public class Comparisons {
    /** So many commits are shown, and so many pull requests. */
    public static final int SHOWN = 200;

    private static final int COUNTED = 1_000;

    private final Environments environments;
    private final Baselines baselines;
    private final Releases releases;
    private final Repositories repositories;
    private final PullRequests pullRequests;
    private final Issues issues;
    private final Source source;

    Comparisons(
            Environments environments,
            Baselines baselines,
            Releases releases,
            Repositories repositories,
            PullRequests pullRequests,
            Issues issues,
            Source source) {
        this.environments = environments;
        this.baselines = baselines;
        this.releases = releases;
        this.repositories = repositories;
        this.pullRequests = pullRequests;
        this.issues = issues;
        this.source = source;
    }

    /**
     * Compares two ends, each an environment's name or a version: no name of an environment has a
     * dot, and every version has two.
     *
     * @param slug the repository, where neither end is an environment and several have them
     */
    public Between between(
            User user, Project project, String from, String to, @Nullable String slug) {
        var repository = repository(user, project, from, to, slug);
        var older = side(user, project, repository, from);
        var newer = side(user, project, repository, to);
        return new Between(
                older,
                newer,
                repository,
                changes(repository, older.commit(), newer.commit()),
                changes(repository, newer.commit(), older.commit()));
    }

    private Repository repository(
            User user, Project project, String from, String to, @Nullable String slug) {
        var named =
                List.of(from, to).stream()
                        .filter(end -> !isVersion(end))
                        .map(end -> environments.require(user, project.key(), end, Role.READ))
                        .map(environment -> environment.definition().repository())
                        .distinct()
                        .toList();
        if (named.size() > 1) {
            throw Problem.conflict(
                    "%s runs %s and %s runs %s: they have nothing to compare."
                            .formatted(from, named.getFirst(), to, named.getLast()));
        }
        if (!named.isEmpty() || slug != null) {
            var wanted = named.isEmpty() ? slug : named.getFirst();
            return repositories.require(
                    user, project.key(), Objects.requireNonNull(wanted), Role.READ);
        }
        return repositories.get(
                releases.require(user, project.key(), from, null, Role.READ).repositoryId());
    }

    private Side side(User user, Project project, Repository repository, String end) {
        if (isVersion(end)) {
            var release =
                    releases.find(repository, end)
                            .orElseThrow(() ->
                                    Problem.notFound(repository + " has no release " + end + "."));
            return new Side(end, end, release.mergeCommit());
        }
        var environment = environments.require(user, project.key(), end, Role.READ);
        var baseline = baselines.of(environment, repository);
        return new Side(end, baseline.version(), baseline.commit());
    }

    private static boolean isVersion(String end) {
        return end.contains(".");
    }

    private Changes changes(Repository repository, @Nullable String excluded, @Nullable String to) {
        if (to == null || to.equals(excluded)) {
            return new Changes(List.of(), List.of(), 0, false);
        }
        var commits = source.between(repository, excluded, to, COUNTED + 1);
        var shas = commits.stream().map(Commit::sha).toList();
        return new Changes(
                changes(releases.merged(repository, shas, SHOWN)),
                source.authorship(repository, excluded, to, SHOWN),
                Math.min(COUNTED, commits.size()),
                commits.size() > COUNTED);
    }

    private List<Change> changes(List<Release> found) {
        var merged = pullRequests.byIds(found.stream().map(Release::pullRequest).toList());
        var known =
                issues.byKeys(found.stream().map(Release::issue).filter(Objects::nonNull).toList());
        return found.stream()
                .map(release ->
                        new Change(
                                release,
                                Objects.requireNonNull(merged.get(release.pullRequest())),
                                Optional.ofNullable(release.issue()).map(known::get).orElse(null)))
                .toList();
    }
}
