package dev.fairlead.deploy;

import dev.fairlead.work.AfterCommit;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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
    private final ReadDefinitions definitions;

    /** Of committed versions, which never change. */
    private final Latest<Version, Environment> versions = new Latest<>(300);

    EnvironmentStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
        definitions = new ReadDefinitions(json);
    }

    private record Version(long id, int version) {}

    /**
     * Who makes a version, and out of what.
     *
     * @param writers who wrote it beside the editor
     * @param restored the older version that it takes again
     * @param commit of the file that keeps the environment
     */
    record Origin(
            long editor, Set<Long> writers, @Nullable Integer restored, @Nullable String commit) {
        static Origin byHand(long editor) {
            return new Origin(editor, Set.of(), null, null);
        }
    }

    /** Writes the next version of an environment, which comes into being with its first. */
    Environment put(long project, String name, Definition definition, Origin origin) {
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
                            (environment_id, version, definition, edited_by, restored, commit)
                        values (:id, :version, :definition::jsonb, :editor, :restored, :commit)
                        """)
                .param("id", row[0])
                .param("version", row[1])
                .param("definition", json.writeValueAsString(DefinitionView.json(definition)))
                .param("editor", origin.editor())
                .param("restored", origin.restored())
                .param("commit", origin.commit())
                .update();
        for (var writer : origin.writers()) {
            jdbc.sql("insert into environment_version_writer values (:id, :version, :writer)")
                    .param("id", row[0])
                    .param("version", row[1])
                    .param("writer", writer)
                    .update();
        }
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
        return versions.find(new Version(id, version)).orElseGet(() -> read(id, version));
    }

    /** A version that is made in the transaction that reads it may never come to be. */
    private Environment read(long id, int version) {
        var read = select(id, version);
        AfterCommit.run(() -> versions.keep(new Version(id, version), read));
        return read;
    }

    private Environment select(long id, int version) {
        return jdbc.sql(SELECT + "where e.id = :id and v.version = :version")
                .param("id", id)
                .param("version", version)
                .query(this::environment)
                .single();
    }

    /** As it was defined at an instant; empty before its first version. */
    Optional<Environment> at(long id, Instant at) {
        return jdbc.sql(
                        SELECT
                                + """
                                where e.id = :id and v.edited_at <= :at
                                order by v.version desc limit 1
                                """)
                .param("id", id)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query(this::environment)
                .optional();
    }

    Environment get(long id) {
        return jdbc.sql(SELECT + "where e.id = :id and v.version = e.version")
                .param("id", id)
                .query(this::environment)
                .single();
    }

    /** Decisions about one environment come one after the other. */
    Environment lock(long id) {
        jdbc.sql("select id from environment where id = :id for no key update")
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

    /** Who edited the environment after a version, or wrote what somebody else merged. */
    Set<Long> editorsAfter(long id, int version) {
        return Set.copyOf(
                jdbc.sql(
                                """
                                select distinct edited_by from environment_version
                                where environment_id = :id and version > :version
                                union select user_id from environment_version_writer
                                where environment_id = :id and version > :version
                                """)
                        .param("id", id)
                        .param("version", version)
                        .query(Long.class)
                        .list());
    }

    List<DefinitionVersions.Version> versions(long id, int before, int limit) {
        return jdbc.sql(
                        """
                        select v.*, array(select w.user_id from environment_version_writer w
                            where w.environment_id = v.environment_id and w.version = v.version)
                            as writers
                        from environment_version v
                        where v.environment_id = :id and v.version < :before
                        order by v.version desc limit :limit
                        """)
                .param("id", id)
                .param("before", before)
                .param("limit", limit)
                .query((rs, _) ->
                        new DefinitionVersions.Version(
                                rs.getInt("version"),
                                rs.getLong("edited_by"),
                                rs.getTimestamp("edited_at").toInstant(),
                                Set.of((Long[]) rs.getArray("writers").getArray()),
                                rs.getObject("restored", Integer.class),
                                rs.getString("commit")))
                .list();
    }

    private Environment environment(ResultSet rs, int row) throws SQLException {
        return new Environment(
                rs.getLong("id"),
                rs.getLong("project_id"),
                rs.getString("name"),
                rs.getInt("version"),
                definitions.of(rs.getString("definition")));
    }
}
