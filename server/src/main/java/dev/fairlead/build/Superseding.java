package dev.fairlead.build;

import dev.fairlead.work.Signals;
import dev.fairlead.work.Workers;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Ends older builds of a branch that nobody began to run, where the plan of a newer one says so. A
 * row remembers it until it is done, for an older build's rows are locked before the newer one's.
 */
@Component
class Superseding {
    private static final String TOPIC = "builds-superseding";

    private final SupersedingStore store;
    private final BuildStore builds;
    private final Cancellation cancellation;
    private final Signals signals;

    Superseding(
            SupersedingStore store, BuildStore builds, Cancellation cancellation, Signals signals) {
        this.store = store;
        this.builds = builds;
        this.cancellation = cancellation;
        this.signals = signals;
    }

    /** In the transaction that makes the newer build. */
    void owe(Build newer) {
        store.owe(newer.id());
        signals.raise(TOPIC);
    }

    @Autowired
    void loop(Workers workers) {
        workers.loop("superseded builds", TOPIC, Duration.ofSeconds(1), this::workOnce);
    }

    /** Ends what one build supersedes; false when none is owed. */
    boolean workOnce() {
        var owed = store.next();
        owed.flatMap(builds::find)
                .ifPresent(newer -> {
                    store.older(newer).stream()
                            .flatMap(id -> builds.find(id).stream())
                            .forEach(older -> cancellation.superseded(older, newer));
                    store.done(newer.id());
                });
        return owed.isPresent();
    }
}
