package dev.fairlead.notify;

import static dev.fairlead.notify.NoticeEvent.DEPLOYMENT_STUCK;
import static dev.fairlead.notify.NoticeEvent.HOST_BEGAN;
import static dev.fairlead.notify.NoticeEvent.HOST_ENDED;

import dev.fairlead.problem.Problem;
import dev.fairlead.work.Signals;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Writes what each listening channel of a project is owed, in the transaction of what happened. */
@Component
class Notices {
    private static final Logger log = LoggerFactory.getLogger(Notices.class);

    private final ChannelStore channels;
    private final DeliveryStore deliveries;
    private final NoticeBodies bodies;
    private final NagiosOrders nagios;
    private final Signals signals;
    private final Clock clock;

    Notices(
            ChannelStore channels,
            DeliveryStore deliveries,
            NoticeBodies bodies,
            NagiosOrders nagios,
            Signals signals,
            Clock clock) {
        this.channels = channels;
        this.deliveries = deliveries;
        this.bodies = bodies;
        this.nagios = nagios;
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
        listening.forEach(to -> owe(to, event, bodies.of(to, notice)));
        signals.raise(Dispatcher.TOPIC);
    }

    /** Whether somebody wants to know how a deployment there goes on. */
    boolean hears(long project, String environment) {
        return channels.anyListens(
                project, List.of(HOST_BEGAN, HOST_ENDED, DEPLOYMENT_STUCK), environment);
    }

    /** What nobody waits for in the queue of its channel goes to its agent at once. */
    private void owe(Addressee to, NoticeEvent event, String body) {
        var first = to.kind() == ChannelKind.NAGIOS && !deliveries.owesAny(to.id());
        var id =
                deliveries.owe(
                        to.id(), UUID.randomUUID(), event.key(), body, false, clock.instant());
        if (first) {
            begin(to, id, body);
        }
    }

    /** A full queue of jobs is no reason to take the change back: the delivery is tried again. */
    private void begin(Addressee to, long delivery, String body) {
        try {
            nagios.begin(to, delivery, body);
        } catch (Problem full) {
            log.info("Channel {} waits for its agent: {}", to.id(), full.detail());
        }
    }
}
