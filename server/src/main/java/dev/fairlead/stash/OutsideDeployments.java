package dev.fairlead.stash;

import dev.fairlead.audit.Audit;
import dev.fairlead.code.Repositories;
import dev.fairlead.code.Repository;
import dev.fairlead.code.Source;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.review.PullRequests;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Deployments that others did and told of. Fairlead asked no host: they are shown as what they are,
 * somebody's word.
 */
@Component
public class OutsideDeployments {
    private static final int MOST_SHOWN = 20;

    private final OutsideDeploymentStore store;
    private final Repositories repositories;
    private final Source source;
    private final PullRequests pullRequests;
    private final Access access;
    private final Audit audit;

    OutsideDeployments(
            OutsideDeploymentStore store,
            Repositories repositories,
            Source source,
            PullRequests pullRequests,
            Access access,
            Audit audit) {
        this.store = store;
        this.repositories = repositories;
        this.source = source;
        this.pullRequests = pullRequests;
        this.access = access;
        this.audit = audit;
    }

    /** Takes somebody's word; 404 for a commit that the repository has not. */
    @Transactional
    public void report(User by, Repository repository, OutsideDeployment said) {
        access.require(by, repository.projectId(), Role.WRITE);
        source.commit(repository, said.sha());
        store.put(repository.id(), said);
        audit.record(
                by.actor(),
                "deployment.reported",
                repository.toString(),
                Map.of(
                        "commit", said.sha(),
                        "environment", said.place().key(),
                        "state", said.state().name(),
                        "plan", said.key(),
                        "number", said.sequence()));
    }

    /** The latest of each environment that has an issue's change. */
    public List<OutsideDeployment> ofIssue(String issueKey) {
        var with = new ArrayList<OutsideDeployment>();
        changes(issueKey)
                .forEach((repository, commits) -> {
                    for (var said : store.latest(repository.id(), MOST_SHOWN)) {
                        if (commits.stream()
                                .anyMatch(sha -> source.isAncestor(repository, sha, said.sha()))) {
                            with.add(said);
                        }
                    }
                });
        return with;
    }

    /** Where an issue's change is: its merges, and the tips of its branches that are not merged. */
    private Map<Repository, Set<String>> changes(String issueKey) {
        var changes = new LinkedHashMap<Repository, Set<String>>();
        for (var pr : pullRequests.ofIssue(issueKey)) {
            var merge = pr.mergeCommit();
            changes.computeIfAbsent(repositories.get(pr.repositoryId()), _ -> new LinkedHashSet<>())
                    .add(merge == null ? pr.head() : merge);
        }
        return changes;
    }
}
