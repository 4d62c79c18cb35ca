package dev.fairlead.fleet;

import dev.fairlead.protocol.Outcome;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.event.EventListener;

/** Keeps what was published about jobs. */
@TestComponent
class Heard {
    private final List<JobEvent> events = new CopyOnWriteArrayList<>();

    @EventListener
    void on(JobEvent event) {
        events.add(event);
    }

    List<JobEvent> of(long job) {
        return events.stream().filter(event -> event.job().id() == job).toList();
    }

    /** The outcome of a finished job; fails while it has none. */
    Outcome outcome(long job) {
        return of(job).stream()
                .filter(JobEvent.Finished.class::isInstance)
                .map(event -> ((JobEvent.Finished) event).outcome())
                .findFirst()
                .orElseThrow();
    }
}
