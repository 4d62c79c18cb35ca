package dev.fairlead.issue.web;

import dev.fairlead.identity.Users;
import dev.fairlead.issue.Comment;
import dev.fairlead.issue.Comments;
import dev.fairlead.issue.Issue;
import dev.fairlead.timeline.Timeline;
import dev.fairlead.web.Markdown;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The story of an issue with what people said about it, newest first. */
@Component
class Activity {
    private static final int MOST = 200;

    private final Timeline timeline;
    private final Comments comments;
    private final Users users;

    Activity(Timeline timeline, Comments comments, Users users) {
        this.timeline = timeline;
        this.comments = comments;
        this.users = users;
    }

    List<ActivityEntry> of(Issue issue) {
        return Stream.concat(done(issue), said(issue))
                .sorted(Comparator.comparing(ActivityEntry::at).reversed())
                .limit(MOST)
                .toList();
    }

    /** A comment stands there itself; that it was made need not be told. */
    private Stream<ActivityEntry> done(Issue issue) {
        return timeline.events(issue.key(), MOST).stream()
                .filter(event -> !event.kind().equals("commented"))
                .map(event ->
                        new ActivityEntry(
                                event.at(), event.actor(), event.text(), event.url(), null));
    }

    private Stream<ActivityEntry> said(Issue issue) {
        var all = comments.of(issue);
        var authors = users.byIds(all.stream().map(Comment::author).collect(Collectors.toSet()));
        return all.stream()
                .map(comment -> {
                    var author = authors.get(comment.author());
                    return new ActivityEntry(
                            comment.at(),
                            author == null ? "" : author.name(),
                            "",
                            null,
                            Markdown.of(comment.text()));
                });
    }
}
