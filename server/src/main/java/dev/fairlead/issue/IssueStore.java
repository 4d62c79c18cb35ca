package dev.fairlead.issue;

import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of issues. */
@Component
class IssueStore {
    private static final String COLUMNS =
            "id, project_id, key, type, title, description, status, assignee, reporter, parent,"
                    + " version, created, updated";

    private final JdbcClient jdbc;

    IssueStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Issue insert(
            Project project,
            int number,
            IssueType type,
            String title,
            String description,
            @Nullable String parent,
            long reporter,
            Instant now) {
        return jdbc.sql(
                        """
                        insert into issue (project_id, number, key, type, title, description,
                            status, reporter, parent, created, updated)
                        values (:project, :number, :key, :type, :title, :description,
                            'OPEN', :reporter, :parent, :now, :now)
                        returning
                        """
                                + COLUMNS)
                .param("project", project.id())
                .param("number", number)
                .param("key", project.key() + "-" + number)
                .param("type", type.name())
                .param("title", title)
                .param("description", description)
                .param("parent", parent)
                .param("reporter", reporter)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query(Issue.class)
                .single();
    }

    Optional<Issue> find(String key) {
        return jdbc.sql("select " + COLUMNS + " from issue where key = ?")
                .param(key)
                .query(Issue.class)
                .optional();
    }

    List<Issue> byKeys(Collection<String> keys) {
        return jdbc.sql("select " + COLUMNS + " from issue where key = any(?)")
                .param(keys.toArray(String[]::new))
                .query(Issue.class)
                .list();
    }

    List<Issue> list(long project, IssueFilter filter, int offset, int limit) {
        return jdbc.sql(
                        "select "
                                + COLUMNS
                                + """
                                 from issue
                                where project_id = :project
                                and (:status::text is null or status = :status)
                                and (:type::text is null or type = :type)
                                and (:assignee::bigint is null or assignee = :assignee)
                                and (:text = '' or strpos(lower(key || ' ' || title), lower(:text)) > 0)
                                order by number desc offset :offset limit :limit
                                """)
                .param("project", project)
                .param("status", filter.status() == null ? null : filter.status().name())
                .param("type", filter.type() == null ? null : filter.type().name())
                .param("assignee", filter.assignee())
                .param("text", filter.text())
                .param("offset", offset)
                .param("limit", limit)
                .query(Issue.class)
                .list();
    }

    List<Issue> children(String parent) {
        return jdbc.sql("select " + COLUMNS + " from issue where parent = ? order by number")
                .param(parent)
                .query(Issue.class)
                .list();
    }

    List<Issue> assignedTo(long user) {
        return jdbc.sql(
                        "select "
                                + COLUMNS
                                + """
                                 from issue where assignee = ? and status = 'OPEN' and type <> 'EPIC'
                                order by updated desc limit 50
                                """)
                .param(user)
                .query(Issue.class)
                .list();
    }

    List<Issue> underWay(long project) {
        return jdbc.sql(
                        "select "
                                + COLUMNS
                                + """
                                 from issue where project_id = ? and type <> 'EPIC'
                                and status in ('IN_PROGRESS', 'IN_REVIEW')
                                order by updated desc limit 100
                                """)
                .param(project)
                .query(Issue.class)
                .list();
    }

    List<Issue> byStatus(long project, IssueStatus status, int limit) {
        return jdbc.sql(
                        "select "
                                + COLUMNS
                                + """
                                 from issue where project_id = ? and type <> 'EPIC'
                                and status = ? order by updated desc limit ?
                                """)
                .params(project, status.name(), limit)
                .query(Issue.class)
                .list();
    }

    Map<Long, Integer> countInFlight() {
        var counts = new HashMap<Long, Integer>();
        jdbc.sql(
                        """
                        select project_id, count(*) from issue
                        where status in ('IN_PROGRESS', 'IN_REVIEW') and type <> 'EPIC'
                        group by project_id
                        """)
                .query(row -> {
                    counts.put(row.getLong(1), row.getInt(2));
                });
        return counts;
    }

    /** False when somebody changed the issue since that version. */
    boolean edit(
            Issue seen, String title, String description, @Nullable Long assignee, Instant now) {
        return jdbc.sql(
                                """
                                update issue set title = :title, description = :description,
                                    assignee = :assignee, version = version + 1, updated = :now
                                where id = :id and version = :version
                                """)
                        .param("title", title)
                        .param("description", description)
                        .param("assignee", assignee, Types.BIGINT)
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .param("id", seen.id())
                        .param("version", seen.version())
                        .update()
                == 1;
    }

    /** False when it is there already. */
    boolean move(String key, IssueStatus to, Instant now) {
        return jdbc.sql(
                                """
                                update issue set status = :to, updated = :now
                                where key = :key and status <> :to
                                """)
                        .param("to", to.name())
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .param("key", key)
                        .update()
                == 1;
    }
}
