package dev.fairlead.code;

import dev.fairlead.identity.User;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What came onto default branches beside the way that reviews take. */
@Component
public class DirectPushes {
    private final JdbcClient jdbc;
    private final BranchRules rules;
    private final PushStore pushes;
    private final Clock clock;

    DirectPushes(JdbcClient jdbc, BranchRules rules, PushStore pushes, Clock clock) {
        this.jdbc = jdbc;
        this.rules = rules;
        this.pushes = pushes;
        this.clock = clock;
    }

    /** In the transaction that moves the default branch. */
    void record(Repository repository, User by) {
        jdbc.sql(
                        """
                        insert into direct_push (repository_id, pushed_by, at)
                        values (:repository, :by, :at)
                        on conflict (repository_id)
                            do update set pushed_by = excluded.pushed_by, at = excluded.at
                        """)
                .param("repository", repository.id())
                .param("by", by.id())
                .param("at", Timestamp.from(clock.instant()))
                .update();
    }

    /**
     * Why the default branch may hold what nobody reviewed, in a sentence; empty where nothing but
     * pull requests moved it since somebody trusted it, and nothing else can.
     */
    public Optional<String> doubt(Repository repository, Instant since) {
        var branch = repository.defaultBranch();
        if (!rules.of(repository).isProtected(branch)) {
            return Optional.of(
                    "%s is not protected: its branch rules let people push to it without a pull request."
                            .formatted(branch));
        }
        return jdbc.sql(
                        """
                        select u.name, d.at from direct_push d join users u on u.id = d.pushed_by
                         where d.repository_id = :repository and d.at > :since
                        """)
                .param("repository", repository.id())
                .param("since", Timestamp.from(since))
                .query((row, _) ->
                        "%s pushed to %s without a pull request at %s."
                                .formatted(
                                        row.getString("name"),
                                        branch,
                                        row.getTimestamp("at")
                                                .toInstant()
                                                .truncatedTo(ChronoUnit.SECONDS)))
                .optional();
    }

    /** Whether a commit is a pull request's merge, which nobody but Fairlead makes. */
    public boolean isMerge(Repository repository, String commit) {
        var pusher = pushes.pushers(repository.id(), List.of(commit)).get(commit);
        return pusher != null && pusher.isEmpty();
    }
}
