package dev.fairlead.notify;

import dev.fairlead.code.RefsMoved;
import dev.fairlead.code.Repository;
import dev.fairlead.identity.User;
import dev.fairlead.review.Comment;
import dev.fairlead.review.PullRequest;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What receivers get to read, in the words of Stash, which their makers know. */
@Component
class EventBodies {
    private static final int MOST_CHANGES = 500;
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxx").withZone(ZoneOffset.UTC);

    private final EventParts parts;
    private final JsonMapper json;
    private final Clock clock;

    EventBodies(EventParts parts, JsonMapper json, Clock clock) {
        this.parts = parts;
        this.json = json;
        this.clock = clock;
    }

    String refsChanged(RefsMoved moved) {
        var body = begin(WebhookEvent.REFS_CHANGED, moved.by());
        body.put("repository", parts.repository(moved.repository()));
        var some = moved.moves().stream().limit(MOST_CHANGES).map(EventParts::change).toList();
        body.put("changes", some);
        if (moved.moves().size() > MOST_CHANGES) {
            body.put("changesLeftOut", moved.moves().size() - MOST_CHANGES);
        }
        return json.writeValueAsString(body);
    }

    /**
     * A pull request's event.
     *
     * @param more what this kind of event tells beyond the pull request
     */
    String pullRequest(
            WebhookEvent event,
            Repository repository,
            PullRequest pr,
            User by,
            Map<String, ?> more) {
        var body = begin(event, by);
        body.put("pullRequest", parts.pullRequest(repository, pr));
        body.putAll(more);
        return json.writeValueAsString(body);
    }

    /** Who approved, for the event that tells it. */
    static Map<String, ?> approval(User by, PullRequest pr) {
        return Map.of(
                "participant", EventParts.reviewer(by, pr.head()), "previousStatus", "UNAPPROVED");
    }

    static Map<String, ?> comment(Comment comment, User author) {
        var at = comment.at().toEpochMilli();
        return Map.of(
                "comment",
                Map.of(
                        "id", comment.id(),
                        "version", comment.version(),
                        "text", comment.text(),
                        "author", EventParts.user(author),
                        "createdDate", at,
                        "updatedDate", at,
                        "comments", List.of(),
                        "tasks", List.of()));
    }

    private Map<String, Object> begin(WebhookEvent event, @Nullable User by) {
        var body = new LinkedHashMap<String, Object>();
        body.put("eventKey", event.key());
        body.put("date", DATE.format(clock.instant()));
        body.put("actor", by == null ? EventParts.fairlead() : EventParts.user(by));
        return body;
    }
}
