package dev.fairlead.build;

import dev.fairlead.code.Pushed;
import dev.fairlead.code.Repositories;
import dev.fairlead.plan.Event;
import dev.fairlead.work.Signals;
import dev.fairlead.work.Workers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A push writes down which commits it owes a build, in its own transaction; a loop turns each into
 * a build in another. So a push waits for no plan to be read, and no crash forgets a commit.
 */
@Component
class OwedBuilds {
    private static final Logger log = LoggerFactory.getLogger(OwedBuilds.class);
    private static final String TOPIC = "builds-owed";

    private final OwedStore owed;
    private final Signals signals;
    private final Repositories repositories;
    private final BuildQueue queue;
    private final TransactionTemplate transaction;

    OwedBuilds(
            OwedStore owed,
            Signals signals,
            Repositories repositories,
            BuildQueue queue,
            TransactionTemplate transaction) {
        this.owed = owed;
        this.signals = signals;
        this.repositories = repositories;
        this.queue = queue;
        this.transaction = transaction;
    }

    @EventListener
    void on(Pushed pushed) {
        if (!pushed.owed().isEmpty()) {
            owed.add(pushed.repository().id(), pushed.owed());
            signals.raise(TOPIC);
        }
    }

    @Autowired
    void loop(Workers workers) {
        workers.loop("owed builds", TOPIC, Duration.ofSeconds(1), this::workOnce);
    }

    /** Turns one owed commit into a build; false when there is none. */
    boolean workOnce() {
        var taken = new AtomicLong();
        try {
            return Boolean.TRUE.equals(transaction.execute(_ -> take(taken)));
        } catch (RuntimeException e) {
            if (taken.get() == 0) {
                throw e;
            }
            log.warn("A build is not queued yet and is tried again in 5 s: {}", e.toString(), e);
            transaction.executeWithoutResult(_ -> owed.postpone(taken.get(), reason(e)));
            return true;
        }
    }

    private boolean take(AtomicLong taken) {
        var next = owed.take();
        next.ifPresent(commit -> {
            taken.set(commit.id());
            var repository = repositories.get(commit.repositoryId());
            var trigger = Trigger.of(commit.event());
            var wish = BuildWish.branch(commit.branch(), commit.commit(), trigger);
            if (commit.event() == Event.PULL_REQUEST) {
                queue.queueReview(repository, wish);
            } else {
                queue.queueBranch(repository, wish);
            }
        });
        return next.isPresent();
    }

    private static String reason(RuntimeException e) {
        return String.valueOf(e.getMessage());
    }
}
