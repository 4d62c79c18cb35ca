package dev.fairlead.fleet;

import dev.fairlead.work.Signals;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Wakes the executors that wait for a job of a pool once one was queued, but for what was given
 * away in the transaction that queued it: mostly whoever tells of an end is given what follows from
 * it, and all idle executors would look for it in vain.
 */
@Component
class Wakes {
    private final Signals signals;

    Wakes(Signals signals) {
        this.signals = signals;
    }

    /** Once the current transaction has committed. */
    void queued(String pool, long job) {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            waiting().pools.put(job, pool);
        } else {
            signals.raise(Jobs.queueTopic(pool));
        }
    }

    /** It waits for nobody any more. */
    void given(long job) {
        var waiting = found();
        if (waiting != null) {
            waiting.pools.remove(job);
        }
    }

    private @Nullable Waiting found() {
        return (Waiting) TransactionSynchronizationManager.getResource(this);
    }

    private Waiting waiting() {
        var found = found();
        if (found != null) {
            return found;
        }
        var waiting = new Waiting();
        TransactionSynchronizationManager.bindResource(this, waiting);
        TransactionSynchronizationManager.registerSynchronization(waiting);
        return waiting;
    }

    /** The jobs that a transaction queued and nobody was given yet, with their pools. */
    private final class Waiting implements TransactionSynchronization {
        final Map<Long, String> pools = new LinkedHashMap<>();

        @Override
        public void beforeCommit(boolean readOnly) {
            new HashSet<>(pools.values()).forEach(pool -> signals.raise(Jobs.queueTopic(pool)));
        }

        @Override
        public void suspend() {
            TransactionSynchronizationManager.unbindResource(Wakes.this);
        }

        @Override
        public void resume() {
            TransactionSynchronizationManager.bindResource(Wakes.this, this);
        }

        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResourceIfPossible(Wakes.this);
        }
    }
}
