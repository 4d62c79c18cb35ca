package dev.fairlead.issue;

import dev.fairlead.audit.Actor;
import dev.fairlead.audit.Audit;
import dev.fairlead.identity.User;
import dev.fairlead.timeline.Stop;
import dev.fairlead.timeline.StopState;
import dev.fairlead.timeline.Timeline;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes what happened to an issue: into its story, its line and the audit. */
@Component
class IssueStory {
    private final Timeline timeline;
    private final Audit audit;

    IssueStory(Timeline timeline, Audit audit) {
        this.timeline = timeline;
        this.audit = audit;
    }

    void filed(Actor by, Issue issue) {
        var kind = issue.type().words();
        timeline.tell(issue.key(), by.name(), "filed", "filed this " + kind, null);
        if (issue.type() != IssueType.EPIC) {
            stop(issue.key(), issue.status());
        }
        audit.record(by, "issue.filed", issue.key(), Map.of("type", kind, "title", issue.title()));
    }

    /** By Fairlead, on behalf of somebody who did not ask for it by hand. */
    void filedFor(User author, Issue issue) {
        timeline.tell(
                issue.key(),
                Actor.FAIRLEAD.name(),
                "filed",
                "filed this task on behalf of " + author.name(),
                null);
        stop(issue.key(), issue.status());
        audit.record(
                Actor.FAIRLEAD,
                "issue.filed",
                issue.key(),
                Map.of(
                        "type", issue.type().words(),
                        "title", issue.title(),
                        "onBehalfOf", author.name()));
    }

    void edited(Actor by, Issue before, Issue now, @Nullable User assignee) {
        var wording =
                !before.title().equals(now.title())
                        || !before.description().equals(now.description());
        if (wording) {
            timeline.tell(now.key(), by.name(), "edited", "edited title or description", null);
            audit.record(by, "issue.edited", now.key(), Map.of("title", now.title()));
        }
        if (!Objects.equals(before.assignee(), now.assignee())) {
            var name = assignee == null ? "nobody" : assignee.name();
            timeline.tell(now.key(), by.name(), "assigned", "assigned this to " + name, null);
            audit.record(by, "issue.assigned", now.key(), Map.of("assignee", name));
        }
    }

    void moved(Actor by, String key, IssueStatus to) {
        timeline.tell(key, by.name(), "moved", "moved this to " + to.words(), null);
        stop(key, to);
        audit.record(by, "issue.moved", key, Map.of("status", to.words()));
    }

    void commented(Actor by, String key) {
        timeline.tell(key, by.name(), "commented", "commented", null);
        audit.record(by, "issue.commented", key, Map.of());
    }

    private void stop(String key, IssueStatus status) {
        var open = status == IssueStatus.OPEN;
        timeline.stop(
                key,
                Stop.ISSUE,
                open ? StopState.CURRENT : StopState.DONE,
                open ? "open · create a branch" : status.words(),
                "/issues/" + key);
    }
}
