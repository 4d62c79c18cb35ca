package dev.fairlead.notify;

import dev.fairlead.code.RefsMoved;
import dev.fairlead.code.Repository;
import dev.fairlead.identity.User;
import dev.fairlead.review.PullRequest;
import dev.fairlead.review.PullRequestApproved;
import dev.fairlead.review.PullRequestCommented;
import dev.fairlead.review.PullRequestDeclined;
import dev.fairlead.review.PullRequestHeadMoved;
import dev.fairlead.review.PullRequestMerged;
import dev.fairlead.review.PullRequestOpened;
import dev.fairlead.review.PullRequests;
import dev.fairlead.work.Signals;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Writes what each listening webhook is owed, in the transaction of what happened. */
@Component
class Announcements {
    private final WebhookStore webhooks;
    private final DeliveryStore deliveries;
    private final EventBodies bodies;
    private final PullRequests pullRequests;
    private final Signals signals;
    private final Clock clock;

    Announcements(
            WebhookStore webhooks,
            DeliveryStore deliveries,
            EventBodies bodies,
            PullRequests pullRequests,
            Signals signals,
            Clock clock) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.bodies = bodies;
        this.pullRequests = pullRequests;
        this.signals = signals;
        this.clock = clock;
    }

    @EventListener
    void on(RefsMoved moved) {
        owe(moved.repository(), WebhookEvent.REFS_CHANGED, () -> bodies.refsChanged(moved));
    }

    @EventListener
    void on(PullRequestOpened opened) {
        tell(WebhookEvent.OPENED, opened.repository(), opened.pullRequest(), opened.by(), Map.of());
    }

    @EventListener
    void on(PullRequestHeadMoved moved) {
        tell(
                WebhookEvent.FROM_REF_UPDATED,
                moved.repository(),
                moved.pullRequest(),
                moved.by(),
                Map.of("previousFromHash", moved.from()));
    }

    @EventListener
    void on(PullRequestMerged merged) {
        tell(WebhookEvent.MERGED, merged.repository(), merged.pullRequest(), merged.by(), Map.of());
    }

    @EventListener
    void on(PullRequestDeclined declined) {
        tell(
                WebhookEvent.DECLINED,
                declined.repository(),
                declined.pullRequest(),
                declined.by(),
                Map.of());
    }

    @EventListener
    void on(PullRequestCommented commented) {
        tell(
                WebhookEvent.COMMENT_ADDED,
                commented.repository(),
                commented.pullRequest(),
                commented.by(),
                EventBodies.comment(commented.comment(), commented.by()));
    }

    @EventListener
    void on(PullRequestApproved approved) {
        tell(
                WebhookEvent.APPROVED,
                approved.repository(),
                approved.pullRequest(),
                approved.by(),
                EventBodies.approval(approved.by(), approved.pullRequest()));
    }

    private void tell(
            WebhookEvent event,
            Repository repository,
            PullRequest pr,
            User by,
            Map<String, ?> more) {
        owe(
                repository,
                event,
                // As it is now: some events carry what was there before.
                () -> bodies.pullRequest(event, repository, pullRequests.byId(pr.id()), by, more));
    }

    /** The body is made only where somebody listens. */
    private void owe(Repository repository, WebhookEvent event, Supplier<String> making) {
        var listening = webhooks.listening(repository.id(), event);
        if (listening.isEmpty()) {
            return;
        }
        var body = making.get();
        for (var webhook : listening) {
            deliveries.owe(webhook, UUID.randomUUID(), event.key(), body, false, clock.instant());
        }
        signals.raise(Dispatcher.TOPIC);
    }
}
