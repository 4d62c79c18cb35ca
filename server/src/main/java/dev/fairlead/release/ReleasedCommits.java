package dev.fairlead.release;

import dev.fairlead.build.NeededCommits;
import dev.fairlead.code.NamedCommits;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What was released stays, so that it can be told what a release contains. */
@Component
class ReleasedCommits implements NamedCommits, NeededCommits {
    private final JdbcClient jdbc;

    ReleasedCommits(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Set<String> named(long repositoryId, Collection<String> commits) {
        return new HashSet<>(
                jdbc.sql(
                                """
                                select merge_commit from release
                                where repository_id = :repository
                                  and merge_commit = any (:commits)
                                union select release_commit from release
                                where repository_id = :repository
                                  and release_commit = any (:commits)
                                """)
                        .param("repository", repositoryId)
                        .param("commits", commits.toArray(String[]::new))
                        .query(String.class)
                        .list());
    }

    /** Their builds are its proof. */
    @Override
    public Set<String> needed(long repositoryId, Collection<String> commits) {
        return named(repositoryId, commits);
    }
}
