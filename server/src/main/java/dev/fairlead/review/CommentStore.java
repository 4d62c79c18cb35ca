package dev.fairlead.review;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class CommentStore {
    private final JdbcClient jdbc;

    CommentStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Comment add(long pullRequest, long author, String text) {
        return jdbc.sql(
                        """
                        insert into pull_request_comment (pull_request, author, text)
                        values (:pullRequest, :author, :text)
                        returning id, author, text, at
                        """)
                .param("pullRequest", pullRequest)
                .param("author", author)
                .param("text", text)
                .query(Comment.class)
                .single();
    }

    /** Oldest first. */
    List<Comment> of(long pullRequest, int limit) {
        return jdbc.sql(
                        """
                        select id, author, text, at from pull_request_comment
                         where pull_request = :pullRequest order by id limit :limit
                        """)
                .param("pullRequest", pullRequest)
                .param("limit", limit)
                .query(Comment.class)
                .list();
    }
}
