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
 * Gives each webhook that owes something to a thread of its own, so that a slow receiver holds up
 * nobody else. Who was killed while sending leaves the row as it was; the webhook is free again
 * when its time as a busy one is over, and the delivery goes out once more under the same id.
 */
@Component
class Dispatcher {
    static final String TOPIC = "webhooks";

    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
    private static final int AT_ONCE = 32;
    private static final int IN_A_ROW = 50;

    private final WebhookStore webhooks;
    private final DeliveryStore deliveries;
    private final Sending sending;
    private final TransactionTemplate transaction;
    private final Signals signals;
    private final Clock clock;
    private final Workers workers;
    private final Semaphore slots = new Semaphore(AT_ONCE);

    Dispatcher(
            WebhookStore webhooks,
            DeliveryStore deliveries,
            Sending sending,
            TransactionTemplate transaction,
            Signals signals,
            Clock clock,
            Workers workers) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.sending = sending;
        this.transaction = transaction;
        this.signals = signals;
        this.clock = clock;
        this.workers = workers;
        workers.loop("deliver webhooks", TOPIC, Duration.ofSeconds(1), this::work);
    }

    private boolean work() {
        if (!slots.tryAcquire()) {
            return false;
        }
        var now = clock.instant();
        var claimed = webhooks.claim(now, now.plus(sending.over()));
        if (claimed.isEmpty()) {
            slots.release();
            return false;
        }
        Thread.ofVirtual().name("webhook").start(() -> serve(claimed.get()));
        return true;
    }

    private void serve(Webhook webhook) {
        try {
            sendAll(webhook);
        } catch (RuntimeException e) {
            if (workers.isRunning()) {
                log.warn("Webhook {} is tried again in {}", webhook.id(), sending.over(), e);
            }
        } finally {
            slots.release();
            signals.raise(TOPIC);
        }
    }

    private void sendAll(Webhook webhook) {
        for (var i = 0; i < IN_A_ROW; i++) {
            var now = clock.instant();
            var next = deliveries.next(webhook.id(), now);
            if (next.isEmpty() || !webhooks.keep(webhook.id(), now, now.plus(sending.over()))) {
                break;
            }
            var outcome = sending.send(webhook, next.get());
            transaction.executeWithoutResult(_ -> settle(webhook, next.get(), outcome));
        }
        webhooks.release(webhook.id(), clock.instant());
    }

    private void settle(Webhook webhook, Delivery delivery, Outcome outcome) {
        var now = clock.instant();
        switch (Verdict.of(outcome, delivery, now)) {
            case Verdict.Delivered _ -> {
                deliveries.attempted(
                        delivery, webhook.url(), outcome, Delivery.State.DELIVERED, null, now);
                webhooks.succeeded(webhook.id());
            }
            case Verdict.Again again -> {
                deliveries.attempted(
                        delivery, webhook.url(), outcome, Delivery.State.OWED, again.at(), now);
                webhooks.failed(webhook.id(), now, again.holdsOthers() ? again.at() : null);
            }
            case Verdict.GivenUp _ -> {
                deliveries.attempted(
                        delivery, webhook.url(), outcome, Delivery.State.FAILED, null, now);
                webhooks.failed(webhook.id(), now, null);
            }
        }
    }
}
