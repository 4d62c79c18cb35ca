package dev.fairlead.build;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import dev.fairlead.audit.Actor;
import dev.fairlead.audit.Audit;
import dev.fairlead.build.RetentionStore.Due;
import dev.fairlead.code.Repositories;
import dev.fairlead.fleet.Jobs;
import dev.fairlead.work.Workers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Lets go of what builds left as the rule of their repository says: rows that name bytes, never the
 * build itself and never what a release or an environment needs.
 */
@Component
class RetentionSweep {
    private static final int PAGE = 100;

    private final RetentionStore store;
    private final AttemptStore attempts;
    private final Retention retention;
    private final Repositories repositories;
    private final Jobs fleet;
    private final ObjectProvider<NeededCommits> needs;
    private final Audit audit;
    private final TransactionTemplate transaction;

    RetentionSweep(
            RetentionStore store,
            AttemptStore attempts,
            Retention retention,
            Repositories repositories,
            Jobs fleet,
            ObjectProvider<NeededCommits> needs,
            Audit audit,
            TransactionTemplate transaction) {
        this.store = store;
        this.attempts = attempts;
        this.retention = retention;
        this.repositories = repositories;
        this.fleet = fleet;
        this.needs = needs;
        this.audit = audit;
        this.transaction = transaction;
    }

    @Autowired
    void loop(Workers workers) {
        workers.loop(
                "retention",
                "retention",
                Duration.ofHours(1),
                () -> {
                    sweep();
                    return false;
                });
    }

    /** Walks once over all that is due. */
    void sweep() {
        var due = store.due(0, PAGE);
        while (!due.isEmpty()) {
            due.stream()
                    .collect(groupingBy(Due::repositoryId))
                    .forEach((repository, builds) ->
                            transaction.executeWithoutResult(_ -> letGo(repository, builds)));
            due = store.due(due.getLast().id(), PAGE);
        }
    }

    private void letGo(long repositoryId, List<Due> due) {
        var commits = due.stream().map(Due::commit).collect(toSet());
        var needed = needed(repositoryId, commits);
        var builds =
                store.take(
                        due.stream()
                                .filter(build -> !needed.contains(build.commit()))
                                .map(Due::id)
                                .toList());
        if (builds.isEmpty()) {
            return;
        }
        var repository = repositories.get(repositoryId);
        var rule = retention.of(repository).words();
        for (var build : builds) {
            attempts.of(build).forEach(attempt -> fleet.letGo(attempt.job()));
            store.expire(build, rule);
        }
        audit.record(
                Actor.FAIRLEAD,
                "builds.expired",
                repository.toString(),
                Map.of("builds", builds, "rule", rule));
    }

    private Set<String> needed(long repository, Set<String> commits) {
        return needs.stream()
                .flatMap(one -> one.needed(repository, commits).stream())
                .collect(toSet());
    }
}
