package dev.fairlead.issue;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of projects. */
@Component
class ProjectStore {
    private final JdbcClient jdbc;

    ProjectStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Empty when the key is taken. */
    Optional<Project> insert(String key, String name) {
        return jdbc.sql(
                        """
                        insert into project (key, name) values (?, ?)
                        on conflict (key) do nothing
                        returning id, key, name
                        """)
                .params(key, name)
                .query(Project.class)
                .optional();
    }

    Optional<Project> byKey(String key) {
        return jdbc.sql("select id, key, name from project where key = ?")
                .param(key)
                .query(Project.class)
                .optional();
    }

    Optional<Project> byId(long id) {
        return jdbc.sql("select id, key, name from project where id = ?")
                .param(id)
                .query(Project.class)
                .optional();
    }

    List<Project> all() {
        return jdbc.sql("select id, key, name from project order by name, key")
                .query(Project.class)
                .list();
    }

    List<Project> byIds(Set<Long> ids) {
        return jdbc.sql(
                        """
                        select id, key, name from project
                        where id = any(?) order by name, key
                        """)
                .param(array(ids))
                .query(Project.class)
                .list();
    }

    BranchNaming branchNaming(long project) {
        return jdbc.sql(
                        """
                        select branches_need_key, branch_exceptions from project where id = ?
                        """)
                .param(project)
                .query((row, _) ->
                        BranchNaming.of(
                                row.getBoolean(1), List.of((String[]) row.getArray(2).getArray())))
                .single();
    }

    void nameBranches(long project, BranchNaming naming) {
        jdbc.sql("update project set branches_need_key = ?, branch_exceptions = ? where id = ?")
                .params(naming.needsKey(), naming.texts().toArray(String[]::new), project)
                .update();
    }

    Set<Long> controlled(Collection<Long> ids) {
        return Set.copyOf(
                jdbc.sql("select id from project where controlled and id = any(?)")
                        .param(array(ids))
                        .query(Long.class)
                        .list());
    }

    /** False when it was so before. */
    boolean control(long project, boolean controlled) {
        return jdbc.sql("update project set controlled = ? where id = ? and controlled <> ?")
                        .params(controlled, project, controlled)
                        .update()
                > 0;
    }

    /** Takes the next number; others who file wait until this transaction has ended. */
    int nextNumber(long project) {
        return jdbc.sql("update project set issues = issues + 1 where id = ? returning issues")
                .param(project)
                .query(Integer.class)
                .single();
    }

    private static Long[] array(Collection<Long> ids) {
        return ids.toArray(Long[]::new);
    }
}
