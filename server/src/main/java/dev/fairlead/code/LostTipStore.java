package dev.fairlead.code;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of lost tips. */
@Component
class LostTipStore {
    private static final String SELECT =
            "select id, name, tip, moved_to, lost_by, lost, until from git_lost_tip ";

    private final JdbcClient jdbc;

    LostTipStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Writes down what the commands lose; losing the same again begins the time anew. */
    void add(
            long repository,
            @Nullable Long by,
            List<ReceiveCommand> losing,
            Instant now,
            Instant until) {
        jdbc.sql(
                        """
                        insert into git_lost_tip
                            (repository_id, name, tip, moved_to, lost_by, lost, until)
                        select ?, u.name, u.tip, u.moved_to, ?::bigint, ?, ?
                        from unnest(?, ?, ?) as u (name, tip, moved_to)
                        on conflict (repository_id, name, tip) do update
                        set moved_to = excluded.moved_to, lost_by = excluded.lost_by,
                            lost = excluded.lost, until = excluded.until
                        """)
                .param(repository)
                .param(by)
                .param(at(now))
                .param(at(until))
                .param(losing.stream().map(ReceiveCommand::getRefName).toArray(String[]::new))
                .param(losing.stream().map(c -> c.getOldId().name()).toArray(String[]::new))
                .param(losing.stream().map(LostTipStore::movedTo).toArray(String[]::new))
                .update();
    }

    /** What can be restored, the latest first. */
    List<LostTip> of(long repository, Instant now, int limit) {
        return jdbc.sql(
                        SELECT
                                + """
                                where repository_id = ? and until > ? order by lost desc, id desc
                                limit ?
                                """)
                .params(repository, at(now), limit)
                .query(LostTip.class)
                .list();
    }

    Optional<LostTip> find(long repository, long id, Instant now) {
        return jdbc.sql(SELECT + "where repository_id = ? and id = ? and until > ?")
                .params(repository, id, at(now))
                .query(LostTip.class)
                .optional();
    }

    /** The latest deletion of a name that is one of these. */
    Optional<LostTip> deleted(long repository, List<String> names, Instant now) {
        return jdbc.sql(
                        SELECT
                                + """
                                where repository_id = ? and name = any (?) and moved_to is null
                                  and until > ?
                                order by lost desc, id desc limit 1
                                """)
                .param(repository)
                .param(names.toArray(String[]::new))
                .param(at(now))
                .query(LostTip.class)
                .optional();
    }

    void delete(long id) {
        jdbc.sql("delete from git_lost_tip where id = ?").param(id).update();
    }

    /** A repository with rows whose time is over. */
    Optional<Long> withExpired(Instant now) {
        return jdbc.sql("select repository_id from git_lost_tip where until <= ? limit 1")
                .param(at(now))
                .query(Long.class)
                .optional();
    }

    /** The tips whose time is not over. */
    Set<String> held(long repository, Instant now) {
        return new HashSet<>(
                jdbc.sql("select tip from git_lost_tip where repository_id = ? and until > ?")
                        .params(repository, at(now))
                        .query(String.class)
                        .list());
    }

    void deleteExpired(long repository, Instant now) {
        jdbc.sql("delete from git_lost_tip where repository_id = ? and until <= ?")
                .params(repository, at(now))
                .update();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable String movedTo(ReceiveCommand command) {
        return ObjectId.zeroId().equals(command.getNewId()) ? null : command.getNewId().name();
    }
}
