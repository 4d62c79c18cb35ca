package dev.fairlead.fleet;

import dev.fairlead.work.AtCommit;
import dev.fairlead.work.Signals;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Wakes the executors that wait for a job of a pool once one was queued, but for what was given
 * away in the transaction that queued it: mostly whoever tells of an end is given what follows from
 * it, and all idle executors would look for it in vain.
 */
@Component
class Wakes {
    private final Signals signals;
    private final AtCommit<Waiting> waiting = new AtCommit<>(this::wake);

    Wakes(Signals signals) {
        this.signals = signals;
    }

    /** A job that nobody was given yet. */
    private record Waiting(String pool, long job) {}

    /** Once the current transaction has committed. */
    void queued(String pool, long job) {
        waiting.add(new Waiting(pool, job));
    }

    /** It waits for nobody any more. */
    void given(String pool, long job) {
        waiting.remove(new Waiting(pool, job));
    }

    private void wake(List<Waiting> all) {
        all.stream()
                .map(Waiting::pool)
                .distinct()
                .forEach(pool -> signals.raise(Jobs.queueTopic(pool)));
    }
}
