package dev.fairlead.stash.web;

import dev.fairlead.notify.Webhook;
import dev.fairlead.notify.WebhookDraft;
import dev.fairlead.notify.WebhookEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A webhook in Stash's words.
 *
 * @param configuration empty: its secret is never told again
 */
record StashWebhook(
        long id,
        String name,
        List<String> events,
        Map<String, String> configuration,
        String url,
        boolean active) {
    /**
     * What Stash tells of and what never happens here. Tools that ask for all of it get the rest.
     */
    private static final Set<String> NEVER =
            Set.of(
                    "mirror:repo_synchronized",
                    "repo:forked",
                    "repo:modified",
                    "repo:comment:added",
                    "repo:comment:edited",
                    "repo:comment:deleted",
                    "repo:secret_detected",
                    "pr:modified",
                    "pr:deleted",
                    "pr:comment:edited",
                    "pr:comment:deleted",
                    "pr:reviewer:updated",
                    "pr:reviewer:unapproved",
                    "pr:reviewer:needs_work",
                    "pr:reviewer:changes_requested");

    /**
     * One as a tool wants it.
     *
     * @param configuration with the secret; one that names none keeps what there is
     */
    record Wanted(
            @Nullable String name,
            @Nullable List<String> events,
            @Nullable Map<String, @Nullable Object> configuration,
            @Nullable String url,
            @Nullable Boolean active) {
        WebhookDraft draft() {
            var heard =
                    events == null
                            ? null
                            : events.stream().filter(event -> !NEVER.contains(event)).toList();
            return WebhookDraft.of(name, url, heard, active == null || active, secret());
        }

        private @Nullable String secret() {
            var secret = configuration == null ? null : configuration.get("secret");
            return secret == null ? null : secret.toString();
        }
    }

    static StashWebhook of(Webhook webhook) {
        return new StashWebhook(
                webhook.id(),
                webhook.name(),
                webhook.events().stream().map(WebhookEvent::key).toList(),
                Map.of(),
                webhook.url(),
                webhook.active());
    }
}
