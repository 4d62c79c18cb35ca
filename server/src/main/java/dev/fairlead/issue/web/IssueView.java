package dev.fairlead.issue.web;

import dev.fairlead.web.IssueFacts;
import dev.fairlead.web.LineView;
import dev.fairlead.web.Place;
import gg.jte.Content;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An issue as its page shows it. Panels and facts come from the modules downstream. */
public record IssueView(
        Place place,
        String key,
        String type,
        String title,
        @Nullable Content description,
        String status,
        @Nullable String assignee,
        String reporter,
        Instant created,
        @Nullable Parent parent,
        List<IssueRow> children,
        LineView line,
        List<Content> actions,
        List<Content> panels,
        List<IssueFacts.Fact> facts,
        boolean mayWrite,
        boolean isMine) {
    /** What the issue belongs to. */
    public record Parent(String key, String title) {}

    public String url() {
        return "/issues/" + key;
    }

    public boolean isEpic() {
        return type.equals("epic");
    }

    /** The kind of issue that hangs on this one; null for a sub-task. */
    public @Nullable String childType() {
        return switch (type) {
            case "epic" -> "story";
            case "sub-task" -> null;
            default -> "sub-task";
        };
    }
}
