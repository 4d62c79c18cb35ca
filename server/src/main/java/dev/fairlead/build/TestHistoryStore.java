package dev.fairlead.build;

import dev.fairlead.protocol.Outcome.Built.TestCase.Verdict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** One test over many builds. What it reads is bounded by builds, however many there are. */
@Component
class TestHistoryStore {
    /** How many builds of a branch are looked through for runs of one test. */
    private static final int LOOK_BACK = 500;

    private final JdbcClient jdbc;

    TestHistoryStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<NamedTest> find(long repository, long id) {
        return jdbc.sql(
                        """
                        select id, suite, name from test
                        where repository_id = :repository and id = :id
                        """)
                .param("repository", repository)
                .param("id", id)
                .query(NamedTest.class)
                .optional();
    }

    /** Newest first, of any branch. */
    List<TestRun> runs(long test, int limit) {
        return jdbc.sql(
                        """
                        select r.build, r.job, b.branch, b.commit, r.verdict, r.millis, r.detail,
                            b.queued
                        from build_test r join build b on b.id = r.build
                        where r.test = :test order by r.build desc, r.job, r.position limit :limit
                        """)
                .param("test", test)
                .param("limit", limit)
                .query(TestHistoryStore::run)
                .list();
    }

    /** Newest first, of the latest builds of one branch. */
    List<TestRun> runs(long repository, String branch, long test, int limit) {
        return jdbc.sql(
                        """
                        with latest as (
                            select id from build
                            where repository_id = :repository and branch = :branch
                            order by id desc limit :back)
                        select r.build, r.job, b.branch, b.commit, r.verdict, r.millis, r.detail,
                            b.queued
                        from build_test r join build b on b.id = r.build
                        where r.test = :test and r.build in (select id from latest)
                        order by r.build desc, r.job, r.position limit :limit
                        """)
                .param("repository", repository)
                .param("branch", branch)
                .param("test", test)
                .param("back", LOOK_BACK)
                .param("limit", limit)
                .query(TestHistoryStore::run)
                .list();
    }

    /** Tests that went both ways on one commit in the last days, the most often seen first. */
    List<FlakyTest> flaky(long repository, int days, int limit) {
        return jdbc.sql(
                        """
                        with seen as (
                            select test, count(*) as times, max(noticed) as latest
                            from test_flake
                            where repository_id = :repository
                              and noticed > now() - :days * interval '1 day'
                            group by test order by times desc, latest desc limit :limit)
                        select t.id, t.suite, t.name, seen.times, last.commit, last.passed,
                            last.failed, last.noticed
                        from seen join test t on t.id = seen.test
                        join lateral (
                            select * from test_flake f where f.test = t.id
                            order by f.noticed desc limit 1) last on true
                        order by seen.times desc, last.noticed desc
                        """)
                .param("repository", repository)
                .param("days", days)
                .param("limit", limit)
                .query((row, _) ->
                        new FlakyTest(
                                new NamedTest(
                                        row.getLong("id"),
                                        row.getString("suite"),
                                        row.getString("name")),
                                row.getInt("times"),
                                row.getString("commit"),
                                row.getLong("passed"),
                                row.getLong("failed"),
                                row.getObject("noticed", OffsetDateTime.class).toInstant()))
                .list();
    }

    private static TestRun run(ResultSet row, int number) throws SQLException {
        return new TestRun(
                row.getLong("build"),
                row.getInt("job"),
                row.getString("branch"),
                row.getString("commit"),
                Verdict.valueOf(row.getString("verdict")),
                row.getLong("millis"),
                row.getString("detail"),
                row.getObject("queued", OffsetDateTime.class).toInstant());
    }
}
