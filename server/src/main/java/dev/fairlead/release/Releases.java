package dev.fairlead.release;

import dev.fairlead.code.Repositories;
import dev.fairlead.code.Repository;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.issue.Issue;
import dev.fairlead.issue.Project;
import dev.fairlead.issue.Projects;
import dev.fairlead.problem.Problem;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The releases of all repositories. */
@Component
public class Releases {
    private final ReleaseStore store;
    private final ArtifactStore artifacts;
    private final Allotment allotment;
    private final Projects projects;
    private final Repositories repositories;

    Releases(
            ReleaseStore store,
            ArtifactStore artifacts,
            Allotment allotment,
            Projects projects,
            Repositories repositories) {
        this.store = store;
        this.artifacts = artifacts;
        this.allotment = allotment;
        this.projects = projects;
        this.repositories = repositories;
    }

    /** By version; 409 when several repositories have it and none is named, 404 when none has. */
    public Release require(
            User user, String projectKey, String version, @Nullable String repository, Role role) {
        if (repository != null) {
            var named = repositories.require(user, projectKey, repository, role);
            return find(named, version).orElseThrow(() -> unknown(named.toString(), version));
        }
        var project = projects.require(user, projectKey, role);
        var found = store.byVersion(project.id(), version);
        if (found.size() > 1) {
            var slugs =
                    found.stream()
                            .map(r -> repositories.get(r.repositoryId()).slug())
                            .sorted()
                            .toList();
            throw Problem.conflict(
                    "%s of %s have a release %s. Name one, as in ?repository=%s."
                            .formatted(
                                    String.join(" and ", slugs),
                                    project.key(),
                                    version,
                                    slugs.getFirst()));
        }
        return found.stream().findFirst().orElseThrow(() -> unknown(project.key(), version));
    }

    /** Without a check: for code that works on an object already authorised. */
    public Release get(long id) {
        return store.byId(id)
                .orElseThrow(() -> new IllegalStateException("no release has id " + id));
    }

    public Optional<Release> find(Repository repository, String version) {
        return store.byVersionOf(repository.id(), version);
    }

    /** Newest first. */
    public List<Release> of(Project project, int limit) {
        return of(project, Long.MAX_VALUE, limit);
    }

    /** Newest first, before the given id (exclusive). */
    public List<Release> of(Project project, long before, int limit) {
        return store.of(project.id(), before, limit);
    }

    /** The one that was released last, by repository; repositories without any are missing. */
    public Map<Long, Release> newest(Set<Long> repositories) {
        return store.newest(repositories).stream()
                .collect(Collectors.toMap(Release::repositoryId, Function.identity()));
    }

    /** From one version of a repository, or from its begin, to a later one. */
    public record Way(long repository, @Nullable String after, String to) {}

    /** How many releases lie on each way, the last one with them; a hundred at most. */
    public List<Integer> countAfter(List<Way> ways) {
        return store.countAfter(ways);
    }

    /** Those that the commits are the merges of, newest first. */
    public List<Release> merged(Repository repository, Collection<String> commits, int limit) {
        return store.merged(repository.id(), commits, limit);
    }

    /** The issues of these releases by their ids; releases without one are missing. */
    public Map<Long, String> issues(Set<Long> ids) {
        return store.issues(ids);
    }

    /** Newest first: an issue whose change was merged twice has two. */
    public List<Release> ofIssue(String issueKey) {
        return store.ofIssue(issueKey);
    }

    public Optional<Release> ofPullRequest(long pullRequest) {
        return store.ofPullRequest(pullRequest);
    }

    public List<ReleaseArtifact> artifacts(long release) {
        return artifacts.of(release);
    }

    /** The version that a merge of this issue's change would get now. */
    public String nextVersion(Repository repository, @Nullable Issue issue) {
        return allotment.next(repository, issue == null ? null : issue.key()).toString();
    }

    private static Problem unknown(String where, String version) {
        return Problem.notFound(where + " has no release " + version + ".");
    }
}
