package dev.fairlead.review;

import dev.fairlead.code.NamedCommits;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What pull requests proposed and people approved stays to be looked at. */
@Component
class ReviewedCommits implements NamedCommits {
    private final JdbcClient jdbc;

    ReviewedCommits(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Set<String> named(long repositoryId, Collection<String> commits) {
        return new HashSet<>(
                jdbc.sql(
                                """
                                select head from pull_request
                                where repository_id = :repository and head = any (:commits)
                                union select merge_commit from pull_request
                                where repository_id = :repository
                                  and merge_commit = any (:commits)
                                union select a.head from approval a
                                join pull_request p on p.id = a.pull_request
                                where p.repository_id = :repository and a.head = any (:commits)
                                """)
                        .param("repository", repositoryId)
                        .param("commits", commits.toArray(String[]::new))
                        .query(String.class)
                        .list());
    }
}
