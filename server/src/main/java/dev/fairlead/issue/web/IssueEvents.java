package dev.fairlead.issue.web;

import dev.fairlead.identity.Proof;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.issue.Issues;
import dev.fairlead.timeline.Timeline;
import dev.fairlead.web.EventStreams;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestHeader;

/** Tells open pages about an issue that its line or its story has changed. */
@Controller
class IssueEvents {
    private final Issues issues;
    private final Timeline timeline;
    private final EventStreams streams;

    IssueEvents(Issues issues, Timeline timeline, EventStreams streams) {
        this.issues = issues;
        this.timeline = timeline;
        this.streams = streams;
    }

    /** The right to read is asked for at the beginning and again before each event. */
    @GetMapping("/events/issues/{key}")
    void follow(
            User reader,
            @PathVariable String key,
            @RequestAttribute(Proof.ATTRIBUTE) Proof proof,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String seen,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        streams.follow(
                reader.name(), Timeline.topic(key), seen, () -> revision(proof, key), response);
    }

    private String revision(Proof proof, String key) {
        var issue = issues.require(proof.user(), key, Role.READ);
        return timeline.revision(issue.key());
    }
}
