package dev.fairlead.code;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of imports. What is written about a running one names its attempt. */
@Component
class ImportStore {
    private static final String COLUMNS =
            """
            id, repository_id, importer, url, state, attempt, progress, failure, created, ended
            """;

    private final JdbcClient jdbc;

    ImportStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Empty when one is under way. */
    Optional<Import> insert(
            long repository, long importer, String url, byte @Nullable [] login, Instant now) {
        return jdbc.sql(
                        """
                        insert into repository_import (repository_id, importer, url, login, created)
                        values (:repository, :importer, :url, :login::bytea, :now)
                        on conflict (repository_id) where state in ('WAITING', 'RUNNING')
                        do nothing
                        returning
                        """
                                + COLUMNS)
                .param("repository", repository)
                .param("importer", importer)
                .param("url", url)
                .param("login", login)
                .param("now", Timestamp.from(now))
                .query(Import.class)
                .optional();
    }

    Optional<Import> latest(long repository) {
        return jdbc.sql(
                        "select "
                                + COLUMNS
                                + " from repository_import where repository_id = ?"
                                + " order by id desc limit 1")
                .param(repository)
                .query(Import.class)
                .optional();
    }

    Optional<byte[]> login(long id) {
        return jdbc.sql("select login from repository_import where id = ? and login is not null")
                .param(id)
                .query(byte[].class)
                .optional();
    }

    /** Takes one that waits, or whose server has not been heard of since {@code silent}. */
    Optional<Import> claim(Instant now, Instant silent) {
        return jdbc.sql(
                        """
                        update repository_import
                           set state = 'RUNNING', attempt = attempt + 1, beat = :now, progress = ''
                         where id = (
                            select id from repository_import
                             where state = 'WAITING' or (state = 'RUNNING' and beat < :silent)
                             order by id limit 1 for update skip locked)
                        returning
                        """
                                + COLUMNS)
                .param("now", Timestamp.from(now))
                .param("silent", Timestamp.from(silent))
                .query(Import.class)
                .optional();
    }

    /** False when it was cancelled, or another server began it anew. */
    boolean beat(Import running, String progress, Instant now) {
        return jdbc.sql(
                                """
                                update repository_import set beat = :now, progress = :progress
                                 where id = :id and attempt = :attempt and state = 'RUNNING'
                                """)
                        .param("id", running.id())
                        .param("attempt", running.attempt())
                        .param("progress", progress)
                        .param("now", Timestamp.from(now))
                        .update()
                == 1;
    }

    /** False when it was ended already, or another server began it anew. */
    boolean end(Import running, Import.State state, @Nullable String failure, Instant now) {
        return jdbc.sql(
                                """
                                update repository_import
                                   set state = :state, failure = :failure::text, ended = :now,
                                       login = null
                                 where id = :id and attempt = :attempt
                                   and state in ('WAITING', 'RUNNING')
                                """)
                        .param("id", running.id())
                        .param("attempt", running.attempt())
                        .param("state", state.name())
                        .param("failure", failure)
                        .param("now", Timestamp.from(now))
                        .update()
                == 1;
    }

    /** How many refs the repository has that people see. */
    int refs(long repository) {
        return jdbc.sql(
                        """
                        select count(*) from git_ref
                         where repository_id = ? and target is not null
                           and not starts_with(name, 'refs/fairlead/')
                        """)
                .param(repository)
                .query(Integer.class)
                .single();
    }
}
