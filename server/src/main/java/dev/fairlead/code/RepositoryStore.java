package dev.fairlead.code;

import dev.fairlead.issue.Project;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of repositories. */
@Component
class RepositoryStore {
    private static final String SELECT =
            "select id, project_id, project_key, slug, default_branch from git_repository ";

    private final JdbcClient jdbc;

    RepositoryStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Empty when the project has a repository of this slug already. */
    Optional<Repository> insert(Project project, String slug, String defaultBranch) {
        return jdbc.sql(
                        """
                        insert into git_repository (project_id, project_key, slug, default_branch)
                        values (?, ?, ?, ?)
                        on conflict (project_key, slug) do nothing
                        returning id, project_id, project_key, slug, default_branch
                        """)
                .params(project.id(), project.key(), slug, defaultBranch)
                .query(Repository.class)
                .optional();
    }

    Optional<Repository> find(long id) {
        return jdbc.sql(SELECT + "where id = ?").param(id).query(Repository.class).optional();
    }

    Optional<Repository> find(String projectKey, String slug) {
        return jdbc.sql(SELECT + "where project_key = ? and slug = ?")
                .params(projectKey, slug)
                .query(Repository.class)
                .optional();
    }

    void setDefaultBranch(long id, String branch) {
        jdbc.sql("update git_repository set default_branch = ? where id = ?")
                .params(branch, id)
                .update();
    }

    List<Repository> of(long project) {
        return jdbc.sql(SELECT + "where project_id = ? order by slug")
                .param(project)
                .query(Repository.class)
                .list();
    }
}
