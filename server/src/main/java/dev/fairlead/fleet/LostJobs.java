package dev.fairlead.fleet;

import dev.fairlead.platform.Settings;
import dev.fairlead.work.Workers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Finds jobs whose agent has gone silent. Agents cannot be heard while this process does not run,
 * be it stopped, paused or cut off from its database, so they get a whole lease after any such gap
 * before one of them counts as lost.
 */
@Component
class LostJobs {
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration GAP = INTERVAL.multipliedBy(4);

    private final JobStore jobs;
    private final JobEnds ends;
    private final TransactionTemplate transaction;
    private final Duration lease;
    private final InstantSource clock;
    private Instant looked;
    private Instant patience;

    LostJobs(
            JobStore jobs,
            JobEnds ends,
            TransactionTemplate transaction,
            Settings settings,
            Workers workers) {
        this.jobs = jobs;
        this.ends = ends;
        this.transaction = transaction;
        this.lease = settings.lease();
        this.clock = InstantSource.system();
        looked = clock.instant();
        patience = looked.plus(lease);
        workers.loop("find lost jobs", "fleet:lost", INTERVAL, this::loseOne);
    }

    /** Ends one job whose lease has run out; false when there is none. */
    boolean loseOne() {
        var now = clock.instant();
        if (now.isAfter(looked.plus(GAP))) {
            patience = now.plus(lease);
        }
        if (now.isBefore(patience)) {
            looked = now;
            return false;
        }
        var found =
                transaction.execute(_ -> {
                    var expired = jobs.expired();
                    expired.ifPresent(id -> lose(id, silent()));
                    return expired.isPresent();
                });
        looked = clock.instant();
        return Boolean.TRUE.equals(found);
    }

    /** Gives a running job up in the current transaction. */
    void lose(long id, String why) {
        var row = jobs.lock(id).orElseThrow();
        if (row.job().state() != JobState.RUNNING) {
            return;
        }
        var reason = row.cancelReason();
        if (reason == null) {
            ends.lost(id, why);
        } else {
            ends.cancelled(id, reason + " (" + why + ")", "");
        }
    }

    /** Gives a queued job up in the current transaction; one that has begun or ended is left. */
    void neverBegan(long id, String why) {
        if (jobs.lock(id).orElseThrow().job().state() == JobState.QUEUED) {
            ends.lost(id, why);
        }
    }

    private String silent() {
        return "its agent was not heard of for " + lease.toSeconds() + " s";
    }
}
