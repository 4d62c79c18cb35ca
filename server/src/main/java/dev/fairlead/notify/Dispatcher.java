package dev.fairlead.notify;

import dev.fairlead.work.Signals;
import dev.fairlead.work.Workers;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives each channel that owes something to a thread of its own, so that a slow receiver holds up
 * nobody else; those that failed last leave some threads to the others. Who was killed while
 * sending leaves the row as it was; the channel is free again when its time as a busy one is over,
 * and the delivery goes out once more under the same id.
 */
@Component
class Dispatcher {
    static final String TOPIC = "deliveries";

    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
    private static final int AT_ONCE = 32;
    private static final int KEPT_FOR_THE_WELL = 16;
    private static final int IN_A_ROW = 50;

    private final Outbox outbox;
    private final DeliveryStore deliveries;
    private final Sending sending;
    private final TransactionTemplate transaction;
    private final Signals signals;
    private final Clock clock;
    private final Workers workers;
    private final Semaphore slots = new Semaphore(AT_ONCE);

    Dispatcher(
            Outbox outbox,
            DeliveryStore deliveries,
            Sending sending,
            TransactionTemplate transaction,
            Signals signals,
            Clock clock,
            Workers workers) {
        this.outbox = outbox;
        this.deliveries = deliveries;
        this.sending = sending;
        this.transaction = transaction;
        this.signals = signals;
        this.clock = clock;
        this.workers = workers;
        workers.loop("deliver", TOPIC, Duration.ofSeconds(1), this::work);
    }

    private boolean work() {
        var failing = slots.availablePermits() > KEPT_FOR_THE_WELL;
        if (!slots.tryAcquire()) {
            return false;
        }
        var now = clock.instant();
        var claimed = outbox.claim(now, now.plus(sending.over()), failing);
        if (claimed.isEmpty()) {
            slots.release();
            return false;
        }
        Thread.ofVirtual().name("delivery").start(() -> serve(claimed.get()));
        return true;
    }

    private void serve(Addressee to) {
        try {
            sendAll(to);
        } catch (RuntimeException e) {
            if (workers.isRunning()) {
                log.warn("Channel {} is tried again in {}", to.id(), sending.over(), e);
            }
        } finally {
            slots.release();
            signals.raise(TOPIC);
        }
    }

    private void sendAll(Addressee to) {
        for (var i = 0; i < IN_A_ROW; i++) {
            var now = clock.instant();
            var next = deliveries.next(to.id(), now);
            if (next.isEmpty() || !outbox.keep(to.id(), now, now.plus(sending.over()))) {
                break;
            }
            var outcome = sending.send(to, next.get());
            transaction.executeWithoutResult(_ -> settle(to, next.get(), outcome));
        }
        outbox.release(to.id(), clock.instant());
    }

    private void settle(Addressee to, Delivery delivery, Outcome outcome) {
        var now = clock.instant();
        switch (Verdict.of(outcome, delivery, now)) {
            case Verdict.Delivered _ -> {
                deliveries.attempted(
                        delivery, to.address(), outcome, Delivery.State.DELIVERED, null, now);
                outbox.succeeded(to.id());
            }
            case Verdict.Again again -> {
                deliveries.attempted(
                        delivery, to.address(), outcome, Delivery.State.OWED, again.at(), now);
                outbox.failed(to.id(), now, again.holdsOthers() ? again.at() : null);
            }
            case Verdict.GivenUp _ -> {
                deliveries.attempted(
                        delivery, to.address(), outcome, Delivery.State.FAILED, null, now);
                outbox.failed(to.id(), now, null);
            }
        }
    }
}
