package dev.fairlead.issue;

import dev.fairlead.identity.Access;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.problem.Problem;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What people say about issues. Whoever may read an issue may comment on it. */
@Component
public class Comments {
    /** A conversation ends here; the refusal names it. */
    private static final int MOST = 1_000;

    private final JdbcClient jdbc;
    private final Access access;
    private final IssueStory story;
    private final Clock clock;

    Comments(JdbcClient jdbc, Access access, IssueStory story, Clock clock) {
        this.jdbc = jdbc;
        this.access = access;
        this.story = story;
        this.clock = clock;
    }

    @Transactional
    public Comment add(User by, Issue issue, @Nullable String text) {
        access.require(by, issue.projectId(), Role.READ);
        var words = Wording.text("text", text);
        if (words.isEmpty()) {
            throw Problem.invalid("text", "text: must not be empty.");
        }
        if (count(issue) >= MOST) {
            throw Problem.conflict(
                    "%s has %d comments, the most an issue may have. File another issue."
                            .formatted(issue.key(), MOST));
        }
        story.commented(by.actor(), issue.key());
        return jdbc.sql(
                        """
                        insert into issue_comment (issue_id, author, text, at) values (?, ?, ?, ?)
                        returning id, author, text, at
                        """)
                .params(issue.id(), by.id(), words, clock.instant().atOffset(ZoneOffset.UTC))
                .query(Comment.class)
                .single();
    }

    /** Oldest first. */
    public List<Comment> of(Issue issue) {
        return jdbc.sql(
                        """
                        select id, author, text, at from issue_comment
                        where issue_id = ? order by id
                        """)
                .param(issue.id())
                .query(Comment.class)
                .list();
    }

    private int count(Issue issue) {
        return jdbc.sql("select count(*) from issue_comment where issue_id = ?")
                .param(issue.id())
                .query(Integer.class)
                .single();
    }
}
