package dev.fairlead.issue.web;

import gg.jte.Content;
import java.util.List;

/** What a project's line board shows: environments, and changes by how far they are. */
public record Board(
        String project,
        List<Content> panels,
        List<IssueRow> inFlight,
        List<IssueRow> open,
        List<IssueRow> done) {
    public boolean isEmpty() {
        return inFlight.isEmpty() && open.isEmpty() && done.isEmpty();
    }
}
