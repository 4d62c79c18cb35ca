package dev.fairlead.build;

import dev.fairlead.build.BuildResults.FailedTest;
import dev.fairlead.build.BuildResults.Test;
import dev.fairlead.protocol.Outcome.Built.TestCase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tests that builds ran. */
@Component
class TestStore {
    /** How many earlier builds of its branch say since when a test fails. */
    private static final int LOOK_BACK = 100;

    private final JdbcClient jdbc;

    TestStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** In the place of what an earlier attempt of the job left, once it was compared with that. */
    void save(Build build, BuildJob of, List<TestCase> tests) {
        var job = of.position();
        if (!tests.isEmpty()) {
            name(build, tests);
            noticeFlakes(build, job, tests);
        }
        if (of.attempt() > 1) {
            jdbc.sql("delete from build_test where build = :build and job = :job")
                    .param("build", build.id())
                    .param("job", job)
                    .update();
        }
        if (!tests.isEmpty()) {
            insert(build, job, tests);
        }
    }

    /** In the order of the keys, so that two builds of a repository do not wait for each other. */
    private void name(Build build, List<TestCase> tests) {
        jdbc.sql(
                        """
                        insert into test (repository_id, suite, name)
                        select :repository, suite, name from (
                            select distinct suite, name, md5(suite || E'\n' || name)::uuid as key
                            from unnest(:suites::text[], :names::text[]) as ran (suite, name)) ran
                        where not exists (
                            select from test t
                            where t.repository_id = :repository and t.key = ran.key)
                        order by key
                        on conflict do nothing
                        """)
                .param("repository", build.repositoryId())
                .param("suites", array(tests, TestCase::suite, new String[0]))
                .param("names", array(tests, TestCase::name, new String[0]))
                .update();
    }

    /**
     * The other way it went is looked for in the same job of builds of the same commit and in this
     * job's earlier attempt; a test that its own tool tried again says so itself.
     */
    private void noticeFlakes(Build build, int job, List<TestCase> tests) {
        jdbc.sql(
                        """
                        with ran as (
                            select t.id as test, ran.verdict, ran.detail
                            from unnest(:suites::text[], :names::text[], :verdicts::text[],
                                    :details::text[]) as ran (suite, name, verdict, detail)
                            join test t on t.repository_id = :repository
                              and t.key = md5(ran.suite || E'\n' || ran.name)::uuid)
                        insert into test_flake (test, commit, repository_id, passed, failed)
                        select ran.test, :commit, :repository,
                            min(case ran.verdict when 'PASSED' then :build else other.build end),
                            min(case ran.verdict when 'FAILED' then :build else other.build end)
                        from build b
                        join build_test other on other.build = b.id and other.job = :job
                        join ran on ran.test = other.test
                        where b.repository_id = :repository and b.commit = :commit
                          and b.kind = :kind
                          and ((ran.verdict = 'PASSED' and other.verdict = 'FAILED')
                            or (ran.verdict = 'FAILED' and other.verdict = 'PASSED'))
                        group by ran.test
                        union
                        select ran.test, :commit, :repository, :build, :build from ran
                        where ran.verdict = 'PASSED' and ran.detail <> ''
                        order by 1
                        on conflict do nothing
                        """)
                .param("suites", array(tests, TestCase::suite, new String[0]))
                .param("names", array(tests, TestCase::name, new String[0]))
                .param("verdicts", array(tests, test -> test.verdict().name(), new String[0]))
                .param("details", array(tests, TestCase::detail, new String[0]))
                .param("repository", build.repositoryId())
                .param("commit", build.commit())
                .param("kind", build.kind().name())
                .param("build", build.id())
                .param("job", job)
                .update();
    }

    private void insert(Build build, int job, List<TestCase> tests) {
        jdbc.sql(
                        """
                        insert into build_test (build, job, position, test, verdict, millis, detail)
                        select :build, :job, ran.position, t.id, ran.verdict, ran.millis, ran.detail
                        from unnest(:suites::text[], :names::text[], :verdicts::text[],
                                :millis::bigint[], :details::text[])
                            with ordinality as ran
                                (suite, name, verdict, millis, detail, position)
                        join test t on t.repository_id = :repository
                          and t.key = md5(ran.suite || E'\n' || ran.name)::uuid
                        """)
                .param("build", build.id())
                .param("repository", build.repositoryId())
                .param("job", job)
                .param("suites", array(tests, TestCase::suite, new String[0]))
                .param("names", array(tests, TestCase::name, new String[0]))
                .param("verdicts", array(tests, test -> test.verdict().name(), new String[0]))
                .param("millis", array(tests, TestCase::millis, new Long[0]))
                .param("details", array(tests, TestCase::detail, new String[0]))
                .update();
    }

    /** Those that did not fail, in the order in which they were reported. */
    List<Test> others(Build build, int skip, int limit) {
        return jdbc.sql(
                        """
                        select r.test, r.job, t.suite, t.name, r.verdict, r.millis, r.detail,
                            exists (select from test_flake f
                                where f.test = r.test and f.commit = :commit) as flaky
                        from build_test r join test t on t.id = r.test
                        where r.build = :build and r.verdict <> 'FAILED'
                        order by r.job, r.position offset :skip limit :limit
                        """)
                .param("build", build.id())
                .param("commit", build.commit())
                .param("skip", skip)
                .param("limit", limit)
                .query((row, _) -> test(row))
                .list();
    }

    /**
     * The failed tests, those first that fail since the latest build. Since is the first build of
     * the same branch after the last one that ran the test and failed it in no job; older ones than
     * so many are not looked at.
     */
    List<FailedTest> failed(Build build, int limit) {
        return jdbc.sql(
                        """
                        with mine as (
                            select * from build_test
                            where build = :build and verdict = 'FAILED'
                            order by job, position limit :limit),
                        earlier as (
                            select id from build
                            where repository_id = :repository and branch = :branch
                              and kind = :kind and id <= :build
                            order by id desc limit :back),
                        runs as (
                            select r.test, r.build, bool_or(r.verdict = 'FAILED') as failed
                            from build_test r
                            where r.test in (select test from mine)
                              and r.build in (select id from earlier)
                              and r.verdict <> 'SKIPPED'
                            group by r.test, r.build),
                        good as (
                            select test, max(build) as build from runs
                            where not failed group by test),
                        broke as (
                            select f.test, min(f.build) as build
                            from runs f left join good g on g.test = f.test
                            where f.failed and f.build > coalesce(g.build, 0)
                            group by f.test)
                        select r.test, r.job, t.suite, t.name, r.verdict, r.millis, r.detail,
                            exists (select from test_flake f
                                where f.test = r.test and f.commit = :commit) as flaky,
                            b.id as since, b.commit as since_commit
                        from mine r join test t on t.id = r.test
                        join broke on broke.test = r.test join build b on b.id = broke.build
                        order by since desc, r.job, r.position
                        """)
                .param("build", build.id())
                .param("repository", build.repositoryId())
                .param("branch", build.branch())
                .param("kind", build.kind().name())
                .param("commit", build.commit())
                .param("back", LOOK_BACK)
                .param("limit", limit)
                .query((row, _) ->
                        new FailedTest(
                                test(row), row.getLong("since"), row.getString("since_commit")))
                .list();
    }

    private static Test test(ResultSet row) throws SQLException {
        return new Test(
                row.getLong("test"),
                row.getInt("job"),
                row.getString("suite"),
                row.getString("name"),
                TestCase.Verdict.valueOf(row.getString("verdict")),
                row.getLong("millis"),
                row.getString("detail"),
                row.getBoolean("flaky"));
    }

    private static <T, V> V[] array(List<T> values, Function<T, V> field, V[] type) {
        return values.stream().map(field).toList().toArray(type);
    }
}
