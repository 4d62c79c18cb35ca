package dev.fairlead.code;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of pushes, and of who brought which commit first. */
@Component
class PushStore {
    private final JdbcClient jdbc;

    PushStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Gives the id of the push. */
    long insert(
            long repository,
            @Nullable Long pusher,
            List<ReceiveCommand> commands,
            List<String> options) {
        var push =
                jdbc.sql(
                                """
                                insert into git_push (repository_id, pusher, options)
                                values (?, ?::bigint, ?) returning id
                                """)
                        .param(repository)
                        .param(pusher)
                        .param(options.toArray(String[]::new))
                        .query(Long.class)
                        .single();
        jdbc.sql(
                        """
                        insert into git_push_ref (push_id, name, old_id, new_id)
                        select ?, u.name, u.old_id, u.new_id
                        from unnest(?, ?, ?) as u (name, old_id, new_id)
                        on conflict do nothing
                        """)
                .params(
                        push,
                        commands.stream().map(ReceiveCommand::getRefName).toArray(String[]::new),
                        commands.stream().map(c -> orNull(c.getOldId())).toArray(String[]::new),
                        commands.stream().map(c -> orNull(c.getNewId())).toArray(String[]::new))
                .update();
        return push;
    }

    /** Writes down who brought the commits; gives those that nobody had brought before. */
    Set<String> arrived(
            long repository, long push, Collection<String> shas, @Nullable Long pusher) {
        return new HashSet<>(
                jdbc.sql(
                                """
                                insert into commit_pusher (repository_id, sha, pusher, push_id)
                                select ?, sha, ?::bigint, ? from unnest(?) as u (sha)
                                on conflict do nothing
                                returning sha
                                """)
                        .param(repository)
                        .param(pusher)
                        .param(push)
                        .param(shas.toArray(String[]::new))
                        .query(String.class)
                        .list());
    }

    /** Who brought each commit; empty for one that Fairlead made. Unknown commits are missing. */
    Map<String, OptionalLong> pushers(long repository, Collection<String> shas) {
        var pushers = new HashMap<String, OptionalLong>();
        jdbc.sql("select sha, pusher from commit_pusher where repository_id = ? and sha = any (?)")
                .params(repository, shas.toArray(String[]::new))
                .query(row -> {
                    var pusher = row.getObject("pusher", Long.class);
                    pushers.put(
                            row.getString("sha"),
                            pusher == null ? OptionalLong.empty() : OptionalLong.of(pusher));
                });
        return pushers;
    }

    /** With which push a commit came; empty for one that came before this was written down. */
    Optional<Arrival> arrival(long repository, String sha) {
        return jdbc.sql(
                        """
                        select p.at, p.options from commit_pusher c join git_push p on p.id = c.push_id
                        where c.repository_id = ? and c.sha = ?
                        """)
                .params(repository, sha)
                .query((row, _) ->
                        new Arrival(
                                row.getTimestamp("at").toInstant(),
                                List.of((String[]) row.getArray("options").getArray())))
                .optional();
    }

    /** Where the first push of the ref put it. */
    Optional<String> firstTarget(long repository, String ref) {
        return jdbc.sql(
                        """
                        select r.new_id from git_push_ref r join git_push p on p.id = r.push_id
                        where p.repository_id = ? and r.name = ? and r.old_id is null
                        order by p.id limit 1
                        """)
                .params(repository, ref)
                .query(String.class)
                .optional();
    }

    private static @Nullable String orNull(ObjectId id) {
        return ObjectId.zeroId().equals(id) ? null : id.name();
    }
}
