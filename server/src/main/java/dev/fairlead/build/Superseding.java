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

    private final BuildStore builds;
    private final Cancellation cancellation;
    private final Signals signals;

    Superseding(BuildStore builds, Cancellation cancellation, Signals signals) {
        this.builds = builds;
        this.cancellation = cancellation;
        this.signals = signals;
    }

    /** In the transaction that makes the newer build. */
    void owe(Build newer) {
        builds.oweSuperseding(newer.id());
        signals.raise(TOPIC);
    }

    @Autowired
    void loop(Workers workers) {
        workers.loop("superseded builds", TOPIC, Duration.ofSeconds(1), this::workOnce);
    }

    /** Ends what one build supersedes; false when none is owed. */
    boolean workOnce() {
        var owed = builds.superseding();
        owed.ifPresent(newer -> {
            builds.queuedBefore(newer).forEach(older -> cancellation.superseded(older, newer));
            builds.superseded(newer.id());
        });
        return owed.isPresent();
    }
}
