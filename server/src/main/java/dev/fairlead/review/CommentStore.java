package dev.fairlead.review;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
                        returning id, author, text, at, version, edited
                        """)
                .param("pullRequest", pullRequest)
                .param("author", author)
                .param("text", text)
                .query(Comment.class)
                .single();
    }

    /** The row, held until the transaction ends; empty when it is of another pull request. */
    Optional<Comment> lock(long pullRequest, long id) {
        return find(pullRequest, id, " for no key update");
    }

    Optional<Comment> find(long pullRequest, long id) {
        return find(pullRequest, id, "");
    }

    private Optional<Comment> find(long pullRequest, long id, String held) {
        return jdbc.sql(
                        """
                        select id, author, text, at, version, edited from pull_request_comment
                         where id = :id and pull_request = :pullRequest
                        """
                                + held)
                .param("id", id)
                .param("pullRequest", pullRequest)
                .query(Comment.class)
                .optional();
    }

    Comment change(long id, String text) {
        return jdbc.sql(
                        """
                        update pull_request_comment
                           set text = :text, version = version + 1, edited = now()
                         where id = :id
                        returning id, author, text, at, version, edited
                        """)
                .param("id", id)
                .param("text", text)
                .query(Comment.class)
                .single();
    }

    void delete(long id) {
        jdbc.sql("delete from pull_request_comment where id = :id").param("id", id).update();
    }

    /** Who commented on each, by pull request; those without comments are missing. */
    Map<Long, List<Long>> authors(Collection<Long> pullRequests) {
        var authors = new HashMap<Long, List<Long>>();
        jdbc.sql(
                        """
                        select pull_request, author from pull_request_comment
                         where pull_request = any (:ids)
                         group by pull_request, author order by min(id)
                        """)
                .param("ids", pullRequests.toArray(Long[]::new))
                .query(row -> {
                    authors.computeIfAbsent(row.getLong("pull_request"), _ -> new ArrayList<>())
                            .add(row.getLong("author"));
                });
        return authors;
    }

    /** Oldest first. */
    List<Comment> of(long pullRequest, int limit) {
        return jdbc.sql(
                        """
                        select id, author, text, at, version, edited from pull_request_comment
                         where pull_request = :pullRequest order by id limit :limit
                        """)
                .param("pullRequest", pullRequest)
                .param("limit", limit)
                .query(Comment.class)
                .list();
    }
}
