package dev.fairlead.notify;

import dev.fairlead.work.Signals;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes what each listening channel of a project is owed, in the transaction of what happened. */
@Component
class Notices {
    private final ChannelStore channels;
    private final DeliveryStore deliveries;
    private final NoticeBodies bodies;
    private final Signals signals;
    private final Clock clock;

    Notices(
            ChannelStore channels,
            DeliveryStore deliveries,
            NoticeBodies bodies,
            Signals signals,
            Clock clock) {
        this.channels = channels;
        this.deliveries = deliveries;
        this.bodies = bodies;
        this.signals = signals;
        this.clock = clock;
    }

    /**
     * Owes it to who listens.
     *
     * @param environment its name; null where it is about none
     * @param making makes the notice, only where somebody listens
     */
    void tell(
            long project,
            NoticeEvent event,
            @Nullable String environment,
            Supplier<Notice> making) {
        var listening = channels.listening(project, event, environment);
        if (listening.isEmpty()) {
            return;
        }
        var notice = making.get();
        for (var to : listening) {
            var body = bodies.of(to, notice);
            deliveries.owe(to.id(), UUID.randomUUID(), event.key(), body, false, clock.instant());
        }
        signals.raise(Dispatcher.TOPIC);
    }
}
