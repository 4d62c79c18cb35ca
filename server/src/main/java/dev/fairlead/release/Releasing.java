package dev.fairlead.release;

import dev.fairlead.build.BuildFinished;
import dev.fairlead.problem.Problem;
import dev.fairlead.work.Signals;
import dev.fairlead.work.Workers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Takes every release that is building one step further, again and again, until it waits for its
 * build or has ended. The row says which step is next, so that a crash between any two loses
 * nothing.
 */
@Component
class Releasing {
    static final String TOPIC = "release";

    private static final Logger log = LoggerFactory.getLogger(Releasing.class);
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final ReleaseStore store;
    private final ReleaseSteps steps;
    private final Signals signals;
    private final Map<Long, Instant> paused = new ConcurrentHashMap<>();

    Releasing(ReleaseStore store, ReleaseSteps steps, Signals signals, Workers workers) {
        this.store = store;
        this.steps = steps;
        this.signals = signals;
        workers.loop("releases", TOPIC, Duration.ofSeconds(1), this::work);
    }

    @EventListener
    void on(BuildFinished finished) {
        signals.raise(TOPIC);
    }

    /** Always false: what is left waits for its build, or for the pause after a failure. */
    boolean work() {
        for (var release : store.building()) {
            if (!paused.getOrDefault(release, Instant.MIN).isAfter(Instant.now())) {
                goOn(release);
            }
        }
        return false;
    }

    private void goOn(long release) {
        paused.remove(release);
        try {
            while (steps.step(release)) {}
        } catch (Problem refusal) {
            if (refusal.status() == 429 || refusal.status() == 503) {
                pause(release, refusal);
            } else {
                steps.fail(release, refusal.detail());
            }
        } catch (RuntimeException e) {
            pause(release, e);
        }
    }

    /** One release that cannot go on must not hold up the others. */
    private void pause(long release, RuntimeException why) {
        paused.put(release, Instant.now().plus(PAUSE));
        log.warn(
                "Release {} could not go on and is tried again in {}: {}",
                release,
                PAUSE,
                why.toString(),
                why);
    }
}
