package dev.fairlead.build;

import dev.fairlead.code.NamedCommits;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What was built stays to be looked at, and what is to be built to be built. */
@Component
class BuiltCommits implements NamedCommits {
    private final JdbcClient jdbc;

    BuiltCommits(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Set<String> named(long repositoryId, Collection<String> commits) {
        return new HashSet<>(
                jdbc.sql(
                                """
                                select commit from build
                                where repository_id = :repository and commit = any (:commits)
                                union select commit from build_owed
                                where repository_id = :repository and commit = any (:commits)
                                """)
                        .param("repository", repositoryId)
                        .param("commits", commits.toArray(String[]::new))
                        .query(String.class)
                        .list());
    }
}
