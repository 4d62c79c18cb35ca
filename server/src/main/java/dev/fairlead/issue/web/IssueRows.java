package dev.fairlead.issue.web;

import dev.fairlead.identity.Users;
import dev.fairlead.issue.Issue;
import dev.fairlead.timeline.LineViews;
import dev.fairlead.timeline.Timeline;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Makes the rows of tables of issues, with three queries for all of them. */
@Component
class IssueRows {
    private final Users users;
    private final Timeline timeline;

    IssueRows(Users users, Timeline timeline) {
        this.users = users;
        this.timeline = timeline;
    }

    List<IssueRow> of(List<Issue> issues) {
        var keys = issues.stream().map(Issue::key).toList();
        var lines = timeline.lines(keys);
        var latest = timeline.latest(keys);
        var people =
                users.byIds(
                        issues.stream()
                                .map(Issue::assignee)
                                .filter(Objects::nonNull)
                                .collect(Collectors.toSet()));
        return issues.stream()
                .map(issue -> {
                    var assignee = issue.assignee() == null ? null : people.get(issue.assignee());
                    return new IssueRow(
                            issue.key(),
                            issue.type().words(),
                            issue.title(),
                            issue.status().words(),
                            assignee == null ? null : assignee.name(),
                            LineViews.of(issue.key(), lines.getOrDefault(issue.key(), List.of())),
                            latest.getOrDefault(issue.key(), issue.updated()));
                })
                .toList();
    }
}
