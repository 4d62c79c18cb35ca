package dev.fairlead.build;

import dev.fairlead.code.Pushed;
import dev.fairlead.plan.Event;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The commits that were pushed and have no build yet. */
@Component
class OwedStore {
    /** A commit to be built; reason says why it still waits. */
    record Owed(
            long id, long repositoryId, String branch, String commit, Event event, String reason) {}

    private final JdbcClient jdbc;

    OwedStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(long repository, List<Pushed.Owed> commits) {
        jdbc.sql(
                        """
                        insert into build_owed (repository_id, branch, commit)
                        select :repository, branch, commit
                        from unnest(:branches::text[], :commits::text[])
                            with ordinality as pushed (branch, commit, position)
                        order by position
                        """)
                .param("repository", repository)
                .param("branches", commits.stream().map(Pushed.Owed::branch).toArray(String[]::new))
                .param(
                        "commits",
                        commits.stream().map(owed -> owed.commit().sha()).toArray(String[]::new))
                .update();
    }

    void add(long repository, String branch, String commit, Event event) {
        jdbc.sql(
                        """
                        insert into build_owed (repository_id, branch, commit, event)
                        values (:repository, :branch, :commit, :event)
                        """)
                .param("repository", repository)
                .param("branch", branch)
                .param("commit", commit)
                .param("event", event.name())
                .update();
    }

    /** Takes the next one that is due; it is back when the transaction is undone. */
    Optional<Owed> take() {
        return jdbc.sql(
                        """
                        delete from build_owed where id = (
                            select id from build_owed where due <= now()
                            order by due, id limit 1 for update skip locked)
                        returning id, repository_id, branch, commit, event, reason
                        """)
                .query(Owed.class)
                .optional();
    }

    /** Puts one off, so that what cannot be built now does not hold up the others. */
    void postpone(long id, String reason) {
        jdbc.sql(
                        """
                        update build_owed set due = now() + interval '5 seconds', reason = :reason
                        where id = :id
                        """)
                .param("id", id)
                .param("reason", reason)
                .update();
    }

    List<Owed> of(long repository, int limit) {
        return jdbc.sql(
                        """
                        select id, repository_id, branch, commit, event, reason from build_owed
                        where repository_id = :repository order by id limit :limit
                        """)
                .param("repository", repository)
                .param("limit", limit)
                .query(Owed.class)
                .list();
    }
}
