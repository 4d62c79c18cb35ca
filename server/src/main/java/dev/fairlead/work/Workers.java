package dev.fairlead.work;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Runs each module's loops: a loop works until it finds nothing, then waits for its topic or for
 * its interval, whichever comes first. A failure is logged and the loop goes on after the interval.
 */
@Component
public class Workers implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Workers.class);

    /** So long after a signal work that nobody waits for is begun. */
    private static final Duration MOMENT = Duration.ofMillis(200);

    private record Loop(
            String name, String topic, Duration interval, Duration delay, BooleanSupplier work) {}

    private final Signals signals;
    private final List<Loop> loops = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running;

    Workers(Signals signals) {
        this.signals = signals;
    }

    /**
     * Registers a loop; it starts with the application and ends with it.
     *
     * @param work does one piece of work in its own transaction; false when there was none
     */
    public void loop(String name, String topic, Duration interval, BooleanSupplier work) {
        add(new Loop(name, topic, interval, Duration.ZERO, work));
    }

    /**
     * The same for work that nobody waits for: it is begun a moment after its signal, once for all
     * that were raised by then, when whoever raised it has got an answer.
     */
    public void unhurried(String name, String topic, Duration interval, BooleanSupplier work) {
        add(new Loop(name, topic, interval, MOMENT, work));
    }

    private synchronized void add(Loop loop) {
        loops.add(loop);
        if (running) {
            start(loop);
        }
    }

    @Override
    public synchronized void start() {
        running = true;
        loops.forEach(this::start);
    }

    @Override
    public synchronized void stop() {
        running = false;
        threads.forEach(Thread::interrupt);
        for (var thread : threads) {
            try {
                thread.join(TimeUnit.SECONDS.toMillis(5));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
        threads.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void start(Loop loop) {
        threads.add(Thread.ofVirtual().name(loop.name()).start(() -> run(loop)));
    }

    private void run(Loop loop) {
        try (var watch = signals.watch(loop.topic())) {
            while (running) {
                if (!workOnce(loop) && watch.await(loop.interval()) && loop.delay().isPositive()) {
                    Thread.sleep(loop.delay());
                    watch.await(Duration.ZERO); // what was raised meanwhile is done now, too
                }
            }
        } catch (InterruptedException _) {
            // The application stops.
        }
    }

    private boolean workOnce(Loop loop) {
        try {
            return loop.work().getAsBoolean();
        } catch (RuntimeException e) {
            if (running) {
                log.warn(
                        "{} failed and is tried again in {}: {}",
                        loop.name(),
                        loop.interval(),
                        e.toString(),
                        e);
            }
            return false;
        }
    }
}
