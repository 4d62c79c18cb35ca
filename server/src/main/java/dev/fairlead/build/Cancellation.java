package dev.fairlead.build;

import dev.fairlead.audit.Actor;
import dev.fairlead.audit.Audit;
import dev.fairlead.code.Repositories;
import dev.fairlead.fleet.Jobs;
import dev.fairlead.identity.User;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Ends a build with all its jobs. The fleet's rows are locked before the build's, as when a job
 * moves, so a job that the fleet is given in between is only seen with the build's lock in hand:
 * then all of it is done again.
 */
@Component
class Cancellation {
    private static final int TRIES = 10;

    private final BuildStore builds;
    private final BuildJobStore jobs;
    private final BuildSteward steward;
    private final Repositories repositories;
    private final Jobs fleet;
    private final Audit audit;
    private final TransactionTemplate transaction;

    Cancellation(
            BuildStore builds,
            BuildJobStore jobs,
            BuildSteward steward,
            Repositories repositories,
            Jobs fleet,
            Audit audit,
            TransactionTemplate transaction) {
        this.builds = builds;
        this.jobs = jobs;
        this.steward = steward;
        this.repositories = repositories;
        this.fleet = fleet;
        this.audit = audit;
        this.transaction = transaction;
    }

    void of(User by, Build build) {
        for (int i = 0; i < TRIES; i++) {
            var done =
                    transaction.execute(status -> {
                        var isWhole = cancel(by, build);
                        if (!isWhole) {
                            status.setRollbackOnly();
                        }
                        return isWhole;
                    });
            if (Boolean.TRUE.equals(done)) {
                return;
            }
        }
        throw new IllegalStateException(
                "This is a bug: the jobs of build %d do not come to rest".formatted(build.id()));
    }

    private boolean cancel(User by, Build build) {
        var why = "cancelled by " + by.name();
        var asked = new HashSet<Long>();
        for (var job : open(build)) {
            fleet.cancel(job, why);
            asked.add(job);
        }
        var locked = builds.lock(build.id());
        if (!asked.containsAll(open(build))) {
            return false;
        }
        if (!locked.state().isTerminal()) {
            var cancelled = builds.cancel(build.id(), why);
            steward.settle(repositories.get(build.repositoryId()), cancelled);
        }
        audit.record(by.actor(), "build.cancelled", "build " + build.id(), Map.of());
        return true;
    }

    /** Ends a build by a newer one, unless an agent has begun it. */
    void superseded(Build older, Build newer) {
        transaction.executeWithoutResult(status -> {
            if (!supersede(older, "superseded by build " + newer.id())) {
                status.setRollbackOnly();
            }
        });
    }

    private boolean supersede(Build build, String why) {
        var asked = open(build);
        for (var job : asked) {
            if (!fleet.cancelQueued(job, why)) {
                return false;
            }
        }
        var locked = builds.lock(build.id());
        if (locked.state() == Build.State.RUNNING || !asked.containsAll(open(build))) {
            return false;
        }
        if (!locked.state().isTerminal()) {
            var cancelled = builds.cancel(build.id(), why);
            steward.settle(repositories.get(build.repositoryId()), cancelled);
        }
        audit.record(Actor.FAIRLEAD, "build.superseded", "build " + build.id(), Map.of("why", why));
        return true;
    }

    /** Whether nothing of it runs or is to run now. */
    boolean isStill(Build build) {
        return jobs.of(build.id()).stream().map(BuildJob::state).allMatch(BuildJob.State::isStill);
    }

    private Set<Long> open(Build build) {
        return jobs.of(build.id()).stream()
                .filter(one -> !one.state().isTerminal())
                .map(BuildJob::job)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }
}
