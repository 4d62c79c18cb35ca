package dev.fairlead.deploy;

import dev.fairlead.build.NeededCommits;
import dev.fairlead.code.NamedCommits;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What an environment ran before Fairlead deployed there begins its story. */
@Component
class AdoptedCommits implements NamedCommits, NeededCommits {
    private final JdbcClient jdbc;

    AdoptedCommits(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Set<String> named(long repositoryId, Collection<String> commits) {
        return new HashSet<>(
                jdbc.sql(
                                """
                                select a.commit from adoption a
                                join environment e on e.id = a.environment_id
                                join git_repository r on r.project_id = e.project_id
                                where r.id = :repository and a.commit = any (:commits)
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
