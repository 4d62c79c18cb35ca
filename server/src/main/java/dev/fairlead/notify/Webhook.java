package dev.fairlead.notify;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a repository's events are sent to.
 *
 * @param signed whether it has a secret, which nobody gets to see again
 * @param failingSince the first failure since the last success; null while all is well
 * @param pausedUntil when its receiver, which is away, is asked again
 */
public record Webhook(
        long id,
        long repositoryId,
        String name,
        String url,
        List<WebhookEvent> events,
        boolean signed,
        boolean active,
        @Nullable Instant failingSince,
        @Nullable Instant pausedUntil) {}
