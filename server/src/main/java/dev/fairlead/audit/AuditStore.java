package dev.fairlead.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of the audit record and of its chain. */
@Component
class AuditStore {
    private static final String COLUMNS =
            "id, position, at, actor_id, actor, action, subject, detail, content, previous, hash";
    private static final int FETCHED_AT_ONCE = 1000;

    private final JdbcClient jdbc;
    private final JdbcTemplate streaming;

    AuditStore(JdbcClient jdbc, DataSource source) {
        this.jdbc = jdbc;
        this.streaming = new JdbcTemplate(source);
        this.streaming.setFetchSize(FETCHED_AT_ONCE);
    }

    /** Drawn before the row is written, because the id is part of what is hashed. */
    long nextId() {
        return jdbc.sql("select nextval('audit_entry_id_seq')").query(Long.class).single();
    }

    void insert(AuditEntry entry) {
        jdbc.sql(
                        """
                        insert into audit_entry (id, at, actor_id, actor, action, subject, detail, content)
                        values (:id, :at, :actorId, :actor, :action, :subject, :detail, :content)
                        """)
                .param("id", entry.id())
                .param("at", Timestamp.from(entry.at()))
                .param("actorId", entry.actorId(), Types.BIGINT)
                .param("actor", entry.actor())
                .param("action", entry.action())
                .param("subject", entry.subject())
                .param("detail", entry.detail())
                .param("content", Hashes.content(entry))
                .update();
    }

    List<AuditEntry> entries(long before, int limit) {
        return jdbc.sql(
                        "select "
                                + COLUMNS
                                + " from audit_entry where id < ? order by id desc limit ?")
                .params(before, limit)
                .query((row, _) -> entry(row))
                .list();
    }

    void eachLinked(Consumer<Sealed> each) {
        streaming.query(
                "select "
                        + COLUMNS
                        + " from audit_entry where position is not null order by position",
                (RowCallbackHandler) row -> each.accept(sealed(row)));
    }

    void eachPending(Consumer<Sealed> each) {
        streaming.query(
                "select " + COLUMNS + " from audit_entry where position is null order by id",
                (RowCallbackHandler) row -> each.accept(sealed(row)));
    }

    List<Sealed> pending(int limit) {
        return jdbc.sql(
                        "select "
                                + COLUMNS
                                + " from audit_entry where position is null order by id limit ?")
                .param(limit)
                .query((row, _) -> sealed(row))
                .list();
    }

    Head head() {
        return jdbc.sql("select position, head from audit_chain")
                .query(AuditStore::headOf)
                .single();
    }

    /** The chain's end, held until the transaction ends; empty while another server links. */
    Optional<Head> lease() {
        return jdbc.sql("select position, head from audit_chain for update skip locked")
                .query(AuditStore::headOf)
                .optional();
    }

    void link(List<Object[]> links) {
        streaming.batchUpdate(
                """
                update audit_entry set position = ?, previous = ?, hash = ?
                where id = ? and position is null
                """,
                links);
    }

    void moveHead(Head head) {
        jdbc.sql("update audit_chain set position = ?, head = ?")
                .params(head.position(), head.hash())
                .update();
    }

    private static Head headOf(ResultSet row, int number) throws SQLException {
        return new Head(row.getLong("position"), row.getString("head"));
    }

    private static Sealed sealed(ResultSet row) throws SQLException {
        return new Sealed(
                entry(row),
                row.getString("content"),
                row.getString("previous"),
                row.getString("hash"));
    }

    private static AuditEntry entry(ResultSet row) throws SQLException {
        return new AuditEntry(
                row.getLong("id"),
                row.getObject("position", Long.class),
                row.getTimestamp("at").toInstant(),
                row.getObject("actor_id", Long.class),
                row.getString("actor"),
                row.getString("action"),
                row.getString("subject"),
                row.getString("detail"));
    }
}
