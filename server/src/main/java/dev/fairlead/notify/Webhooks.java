package dev.fairlead.notify;

import dev.fairlead.audit.Audit;
import dev.fairlead.code.Repository;
import dev.fairlead.identity.User;
import dev.fairlead.problem.Problem;
import dev.fairlead.work.Signals;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The webhooks of repositories and what was sent to them; callers may administer the project. */
@Component
public class Webhooks {
    private static final int MOST = 20;

    private final WebhookStore store;
    private final HandDeliveries deliveries;
    private final Outbox outbox;
    private final ChannelSecrets secrets;
    private final Audit audit;
    private final Signals signals;
    private final Clock clock;

    Webhooks(
            WebhookStore store,
            HandDeliveries deliveries,
            Outbox outbox,
            ChannelSecrets secrets,
            Audit audit,
            Signals signals,
            Clock clock) {
        this.store = store;
        this.deliveries = deliveries;
        this.outbox = outbox;
        this.secrets = secrets;
        this.audit = audit;
        this.signals = signals;
        this.clock = clock;
    }

    /** By name. */
    public List<Webhook> of(Repository repository) {
        return store.of(repository.id());
    }

    /** 404 when the repository has none of this id. */
    public Webhook get(Repository repository, long id) {
        return store.find(repository.id(), id)
                .orElseThrow(() -> Problem.notFound(repository + " has no webhook " + id + "."));
    }

    @Transactional
    public Webhook create(User by, Repository repository, WebhookDraft draft) {
        store.hold(repository.id());
        if (of(repository).size() >= MOST) {
            throw Problem.conflict(
                    "%s has %d webhooks, which is the limit. Delete one first."
                            .formatted(repository, MOST));
        }
        refuseSecond(repository, draft, null);
        var made = store.insert(repository.id(), draft, clock.instant());
        secrets.set(made.id(), draft.secret());
        record(by, "webhook.created", repository, get(repository, made.id()));
        return get(repository, made.id());
    }

    @Transactional
    public Webhook change(User by, Repository repository, Webhook webhook, WebhookDraft draft) {
        store.hold(repository.id());
        refuseSecond(repository, draft, webhook);
        store.update(webhook.id(), draft);
        if (draft.secret() != null) {
            secrets.set(webhook.id(), draft.secret());
        }
        var changed = get(repository, webhook.id());
        record(by, "webhook.changed", repository, changed);
        signals.raise(Dispatcher.TOPIC);
        return changed;
    }

    /** With all that it is still owed. */
    @Transactional
    public void delete(User by, Repository repository, Webhook webhook) {
        outbox.delete(webhook.id());
        record(by, "webhook.deleted", repository, webhook);
    }

    /** Sends a body that says that it is a test; gives the delivery. */
    @Transactional
    public Delivery test(User by, Repository repository, Webhook webhook) {
        record(by, "webhook.tested", repository, webhook);
        return send(webhook, UUID.randomUUID(), WebhookEvent.PING, "{\"test\":true}");
    }

    /** Sends the same once more, whatever became of it; gives the new delivery. */
    @Transactional
    public Delivery redeliver(User by, Repository repository, Webhook webhook, long id) {
        var old = delivery(webhook, id);
        record(by, "webhook.redelivered", repository, webhook);
        return send(webhook, old.requestId(), old.event(), old.body());
    }

    /** Newest first, before the given id (exclusive; Long.MAX_VALUE for the newest). */
    public List<Delivery> deliveries(Webhook webhook, long before, int limit) {
        return deliveries.of(webhook.id(), before, limit);
    }

    /** 404 when the webhook has none of this id. */
    public Delivery delivery(Webhook webhook, long id) {
        return deliveries.get(webhook.id(), told(webhook), id);
    }

    private Delivery send(Webhook webhook, UUID request, String event, String body) {
        return deliveries.send(webhook.id(), told(webhook), request, event, body);
    }

    private static String told(Webhook webhook) {
        return "Webhook " + webhook.name();
    }

    private void refuseSecond(Repository repository, WebhookDraft draft, @Nullable Webhook itself) {
        for (var other : of(repository)) {
            if (other.name().equals(draft.name())
                    && (itself == null || itself.id() != other.id())) {
                throw Problem.invalid(
                        "name",
                        "name: %s has a webhook \"%s\" already."
                                .formatted(repository, draft.name()));
            }
        }
    }

    /** Without the query of the address, in which people keep tokens. */
    private void record(User by, String action, Repository repository, Webhook webhook) {
        audit.record(
                by.actor(),
                action,
                repository.toString(),
                Map.of(
                        "webhook", webhook.name(),
                        "host", String.valueOf(URI.create(webhook.url()).getHost()),
                        "events", webhook.events().stream().map(WebhookEvent::key).toList(),
                        "active", webhook.active(),
                        "signed", webhook.signed()));
    }
}
