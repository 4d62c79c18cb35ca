package dev.fairlead.build;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Rules of retention, and the builds to which they apply. */
@Component
class RetentionStore {
    /** A build of a branch whose log and files may go. */
    record Due(long id, long repositoryId, String commit) {}

    private final JdbcClient jdbc;

    RetentionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<RetentionRule> rule(long repository) {
        return jdbc.sql("select builds, days from retention_rule where repository_id = :repository")
                .param("repository", repository)
                .query(RetentionRule.class)
                .optional();
    }

    void set(long repository, RetentionRule rule) {
        jdbc.sql(
                        """
                        insert into retention_rule (repository_id, builds, days)
                        values (:repository, :builds, :days)
                        on conflict (repository_id) do update
                        set builds = excluded.builds, days = excluded.days
                        """)
                .param("repository", repository)
                .param("builds", rule.builds())
                .param("days", rule.days())
                .update();
    }

    /** The next ones above an id; later builds of a branch are counted no further than needed. */
    List<Due> due(long above, int limit) {
        return jdbc.sql(
                        """
                        select b.id, b.repository_id, b.commit
                        from build b left join retention_rule r on r.repository_id = b.repository_id
                        where b.expired is null and b.kind = 'BRANCH' and b.id > :above
                          and b.finished < now() - coalesce(r.days, :days) * interval '1 day'
                          and coalesce(r.builds, :builds) <= (
                              select count(*) from (
                                  select from build later
                                  where later.repository_id = b.repository_id
                                    and later.branch = b.branch and later.kind = 'BRANCH'
                                    and later.id > b.id
                                  limit :most) newer)
                        order by b.id limit :limit
                        """)
                .param("above", above)
                .param("days", RetentionRule.DEFAULT.days())
                .param("builds", RetentionRule.DEFAULT.builds())
                .param("most", RetentionRule.MOST_BUILDS)
                .param("limit", limit)
                .query(Due.class)
                .list();
    }

    /**
     * Those of the builds that nobody else lets go of at this moment, and of which nothing runs: a
     * person may have begun a job of an old one.
     */
    List<Long> take(List<Long> builds) {
        return jdbc.sql(
                        """
                        select id from build b where id = any (:builds) and expired is null
                          and not exists (
                            select from build_job j
                            where j.build = b.id and j.state in ('QUEUED', 'RUNNING'))
                        order by id for update skip locked
                        """)
                .param("builds", builds.toArray(Long[]::new))
                .query(Long.class)
                .list();
    }

    /** Lets go of what a build left but for its row, its jobs and its steps. */
    void expire(long build, String rule) {
        for (var table : List.of("build_test", "build_artifact", "build_report_ticket")) {
            jdbc.sql("delete from " + table + " where build = :build")
                    .param("build", build)
                    .update();
        }
        jdbc.sql("update build set expired = now(), expired_by = :rule where id = :build")
                .param("rule", rule)
                .param("build", build)
                .update();
    }

    Optional<Retention.Expiry> expiry(long build) {
        return jdbc.sql(
                        """
                        select expired, expired_by from build
                        where id = :build and expired is not null
                        """)
                .param("build", build)
                .query((row, _) ->
                        new Retention.Expiry(
                                row.getObject("expired", OffsetDateTime.class).toInstant(),
                                row.getString("expired_by")))
                .optional();
    }
}
