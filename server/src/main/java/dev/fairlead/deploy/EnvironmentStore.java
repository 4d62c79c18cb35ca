package dev.fairlead.deploy;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The rows of environments and of their edits. */
@Component
class EnvironmentStore {
    private static final String SELECT =
            """
            select e.id, e.project_id, e.name, v.version, v.definition
            from environment e join environment_version v on v.environment_id = e.id
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    EnvironmentStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Writes the next version of an environment, which comes into being with its first. */
    Environment put(long project, String name, Definition definition, long editor) {
        var row =
                jdbc.sql(
                                """
                                insert into environment (project_id, name, version)
                                values (:project, :name, 1)
                                on conflict (project_id, name)
                                    do update set version = environment.version + 1
                                returning id, version
                                """)
                        .param("project", project)
                        .param("name", name)
                        .query((rs, _) -> new long[] {rs.getLong(1), rs.getLong(2)})
                        .single();
        jdbc.sql(
                        """
                        insert into environment_version
                            (environment_id, version, definition, edited_by)
                        values (:id, :version, :definition::jsonb, :editor)
                        """)
                .param("id", row[0])
                .param("version", row[1])
                .param("definition", json.writeValueAsString(DefinitionView.json(definition)))
                .param("editor", editor)
                .update();
        return new Environment(row[0], project, name, (int) row[1], definition);
    }

    Optional<Environment> find(long project, String name) {
        return jdbc.sql(
                        SELECT
                                + """
                                where e.project_id = :project and e.name = :name
                                    and v.version = e.version
                                """)
                .param("project", project)
                .param("name", name)
                .query(this::environment)
                .optional();
    }

    /** As it was in one of its versions. */
    Environment get(long id, int version) {
        return jdbc.sql(SELECT + "where e.id = :id and v.version = :version")
                .param("id", id)
                .param("version", version)
                .query(this::environment)
                .single();
    }

    Environment get(long id) {
        return jdbc.sql(SELECT + "where e.id = :id and v.version = e.version")
                .param("id", id)
                .query(this::environment)
                .single();
    }

    /** Decisions about one environment come one after the other. */
    Environment lock(long id) {
        jdbc.sql("select id from environment where id = :id for update")
                .param("id", id)
                .query(Long.class)
                .single();
        return get(id);
    }

    List<Environment> of(long project) {
        return jdbc
                .sql(SELECT + "where e.project_id = :project and v.version = e.version")
                .param("project", project)
                .query(this::environment)
                .list()
                .stream()
                .sorted(
                        Comparator.comparingInt((Environment one) -> one.definition().order())
                                .thenComparing(Environment::name))
                .toList();
    }

    List<Environment> all() {
        return jdbc.sql(SELECT + "where v.version = e.version").query(this::environment).list();
    }

    /** Who edited the environment after a version. */
    Set<Long> editorsAfter(long id, int version) {
        return Set.copyOf(
                jdbc.sql(
                                """
                                select distinct edited_by from environment_version
                                where environment_id = :id and version > :version
                                """)
                        .param("id", id)
                        .param("version", version)
                        .query(Long.class)
                        .list());
    }

    /** One edit of an environment. */
    record Edit(int version, long editor, Instant at) {}

    List<Edit> edits(long id) {
        return jdbc.sql(
                        """
                        select version, edited_by, edited_at from environment_version
                        where environment_id = :id order by version desc limit 50
                        """)
                .param("id", id)
                .query((rs, _) ->
                        new Edit(rs.getInt(1), rs.getLong(2), rs.getTimestamp(3).toInstant()))
                .list();
    }

    private Environment environment(ResultSet rs, int row) throws SQLException {
        return new Environment(
                rs.getLong("id"),
                rs.getLong("project_id"),
                rs.getString("name"),
                rs.getInt("version"),
                DefinitionReader.read(json.readTree(rs.getString("definition"))));
    }
}
