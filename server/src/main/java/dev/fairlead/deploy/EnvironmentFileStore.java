package dev.fairlead.deploy;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of files that keep environments, and of commits whose file is still to be read. */
@Component
class EnvironmentFileStore {
    private final JdbcClient jdbc;

    EnvironmentFileStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A commit whose file is to be read. */
    record Owed(long id, long projectId, String commit, long by) {}

    void name(long project, long repository, String path, long by) {
        jdbc.sql(
                        """
                        insert into environment_file (project_id, repository_id, path, named_by)
                        values (:project, :repository, :path, :by)
                        on conflict (project_id) do update set repository_id = :repository,
                            path = :path, named_by = :by, named = now(), followed = null,
                            followed_at = null, refused = null, refusal = ''
                        """)
                .param("project", project)
                .param("repository", repository)
                .param("path", path)
                .param("by", by)
                .update();
        jdbc.sql("delete from environment_file_owed where project_id = :project")
                .param("project", project)
                .update();
    }

    void forget(long project) {
        jdbc.sql("delete from environment_file where project_id = :project")
                .param("project", project)
                .update();
        jdbc.sql("update environment set in_file = null where project_id = :project")
                .param("project", project)
                .update();
    }

    Optional<EnvironmentFile> find(long project) {
        return jdbc.sql("select * from environment_file where project_id = :project")
                .param("project", project)
                .query(EnvironmentFileStore::file)
                .optional();
    }

    List<EnvironmentFile> in(long repository) {
        return jdbc.sql("select * from environment_file where repository_id = :repository")
                .param("repository", repository)
                .query(EnvironmentFileStore::file)
                .list();
    }

    void owe(long project, String commit, long by) {
        jdbc.sql(
                        """
                        insert into environment_file_owed (project_id, commit, by)
                        values (:project, :commit, :by)
                        """)
                .param("project", project)
                .param("commit", commit)
                .param("by", by)
                .update();
    }

    /** The oldest, held until the transaction ends; one project's come one after the other. */
    Optional<Owed> next() {
        return jdbc.sql(
                        """
                        select o.* from environment_file_owed o
                        join environment_file f on f.project_id = o.project_id
                        where o.id = (select min(id) from environment_file_owed e
                            where e.project_id = o.project_id)
                        order by o.id limit 1 for update skip locked
                        """)
                .query(Owed.class)
                .optional();
    }

    void done(long owed) {
        jdbc.sql("delete from environment_file_owed where id = :id").param("id", owed).update();
    }

    void followed(long project, String commit) {
        jdbc.sql(
                        """
                        update environment_file set followed = :commit, followed_at = now(),
                            refused = null, refusal = '' where project_id = :project
                        """)
                .param("project", project)
                .param("commit", commit)
                .update();
    }

    void refused(long project, String commit, String refusal) {
        jdbc.sql(
                        """
                        update environment_file set refused = :commit, refusal = :refusal
                        where project_id = :project
                        """)
                .param("project", project)
                .param("commit", commit)
                .param("refusal", refusal)
                .update();
    }

    /** These are in the file now; others that were have gone from it. */
    void keep(long project, Collection<String> names) {
        jdbc.sql(
                        """
                        update environment set in_file
                            = case when name = any (:names) then 'KEPT' else 'GONE' end
                        where project_id = :project
                            and (name = any (:names) or in_file = 'KEPT')
                        """)
                .param("project", project)
                .param("names", names.toArray(String[]::new))
                .update();
    }

    Optional<EnvironmentFile.Keeping> keeping(long project, String environment) {
        return jdbc.sql(
                        """
                        select in_file from environment
                        where project_id = :project and name = :name and in_file is not null
                        """)
                .param("project", project)
                .param("name", environment)
                .query(String.class)
                .optional()
                .map(EnvironmentFile.Keeping::valueOf);
    }

    private static EnvironmentFile file(ResultSet rs, int row) throws SQLException {
        return new EnvironmentFile(
                rs.getLong("project_id"),
                rs.getLong("repository_id"),
                rs.getString("path"),
                rs.getTimestamp("named").toInstant(),
                rs.getString("followed"),
                DeploymentStore.instant(rs, "followed_at"),
                rs.getString("refused"),
                rs.getString("refusal"));
    }
}
