package dev.fairlead.work;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/**
 * Wakes whoever watches a topic, once the transaction that raised it has committed. A signal
 * carries nothing and may be missed or doubled: a watcher reads the rows, and looks again every
 * second.
 */
@Component
public class Signals {
    private final Map<String, Set<Semaphore>> watchers = new ConcurrentHashMap<>();
    private volatile Consumer<String> others = _ -> {};

    /** Who carries what is raised here to other servers. */
    void tellOthers(Consumer<String> relay) {
        others = relay;
    }

    /** Raises the topic after the current transaction commits, or at once where there is none. */
    public void raise(String topic) {
        AfterCommit.run(() -> spread(topic));
    }

    /** Starts watching now: what is raised from here on wakes {@link Watch#await}. Close it. */
    public Watch watch(String... topics) {
        var permits = new Semaphore(0);
        for (var topic : topics) {
            watchers.compute(
                    topic,
                    (_, all) -> {
                        Set<Semaphore> some = all == null ? ConcurrentHashMap.newKeySet() : all;
                        some.add(permits);
                        return some;
                    });
        }
        return new Watch(permits, topics);
    }

    private void spread(String topic) {
        wake(topic);
        others.accept(topic);
    }

    /** Wakes the watchers in this process alone. */
    void wake(String topic) {
        var all = watchers.get(topic);
        if (all != null) {
            all.forEach(Semaphore::release);
        }
    }

    /** One watcher's ear. */
    public final class Watch implements AutoCloseable {
        private final Semaphore permits;
        private final String[] topics;

        private Watch(Semaphore permits, String[] topics) {
            this.permits = permits;
            this.topics = topics;
        }

        /** Waits for a signal; true when one came, false when the time was up. */
        public boolean await(Duration atMost) throws InterruptedException {
            var woken = permits.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS);
            permits.drainPermits();
            return woken;
        }

        @Override
        public void close() {
            for (var topic : topics) {
                watchers.computeIfPresent(
                        topic,
                        (_, all) -> {
                            all.remove(permits);
                            return all.isEmpty() ? null : all;
                        });
            }
        }
    }
}
