package dev.fairlead.build;

import dev.fairlead.build.BuildResults.FailedTest;
import dev.fairlead.build.BuildResults.Step;
import dev.fairlead.build.BuildResults.Test;
import dev.fairlead.protocol.Outcome;
import dev.fairlead.protocol.Outcome.Built.TestCase;
import dev.fairlead.protocol.StoredFile;
import java.util.List;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Steps, tests and artifacts of builds; each kind is written in one statement. */
@Component
class ResultStore {
    private final JdbcClient jdbc;

    ResultStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** In the place of what an earlier attempt of the job left. */
    void save(long build, int job, Outcome.Built outcome) {
        for (var table : List.of("build_step", "build_test", "build_artifact")) {
            jdbc.sql("delete from " + table + " where build = :build and job = :job")
                    .param("build", build)
                    .param("job", job)
                    .update();
        }
        if (!outcome.steps().isEmpty()) {
            saveSteps(build, job, outcome.steps());
        }
        if (!outcome.tests().isEmpty()) {
            saveTests(build, job, outcome.tests());
        }
        if (!outcome.artifacts().isEmpty()) {
            saveArtifacts(build, job, outcome.artifacts());
        }
    }

    private void saveSteps(long build, int job, List<Outcome.Built.StepRun> steps) {
        jdbc.sql(
                        """
                        insert into build_step
                            (build, job, position, name, exit_code, millis, first_line)
                        select :build, :job, position, name, exit_code, millis, first_line
                        from unnest(:names::text[], :codes::int[], :millis::bigint[],
                                :lines::bigint[])
                            with ordinality as ran (name, exit_code, millis, first_line, position)
                        """)
                .param("build", build)
                .param("job", job)
                .param("names", array(steps, Outcome.Built.StepRun::name, new String[0]))
                .param("codes", array(steps, Outcome.Built.StepRun::exitCode, new Integer[0]))
                .param("millis", array(steps, Outcome.Built.StepRun::millis, new Long[0]))
                .param("lines", array(steps, Outcome.Built.StepRun::firstLine, new Long[0]))
                .update();
    }

    private void saveTests(long build, int job, List<TestCase> tests) {
        jdbc.sql(
                        """
                        insert into build_test
                            (build, job, position, suite, name, verdict, millis, detail)
                        select :build, :job, position, suite, name, verdict, millis, detail
                        from unnest(:suites::text[], :names::text[], :verdicts::text[],
                                :millis::bigint[], :details::text[])
                            with ordinality as ran
                                (suite, name, verdict, millis, detail, position)
                        """)
                .param("build", build)
                .param("job", job)
                .param("suites", array(tests, TestCase::suite, new String[0]))
                .param("names", array(tests, TestCase::name, new String[0]))
                .param("verdicts", array(tests, test -> test.verdict().name(), new String[0]))
                .param("millis", array(tests, TestCase::millis, new Long[0]))
                .param("details", array(tests, TestCase::detail, new String[0]))
                .update();
    }

    private void saveArtifacts(long build, int job, List<StoredFile> files) {
        jdbc.sql(
                        """
                        insert into build_artifact (build, job, name, sha256, size)
                        select :build, :job, name, sha256, size
                        from unnest(:names::text[], :digests::text[], :sizes::bigint[])
                            as kept (name, sha256, size)
                        on conflict do nothing
                        """)
                .param("build", build)
                .param("job", job)
                .param("names", array(files, StoredFile::name, new String[0]))
                .param("digests", array(files, StoredFile::sha256, new String[0]))
                .param("sizes", array(files, StoredFile::size, new Long[0]))
                .update();
    }

    /** Of all its jobs. */
    Build.Tests count(long build) {
        return jdbc.sql(
                        """
                        select count(*) filter (where verdict = 'PASSED') as passed,
                            count(*) filter (where verdict = 'FAILED') as failed,
                            count(*) filter (where verdict = 'SKIPPED') as skipped
                        from build_test where build = :build
                        """)
                .param("build", build)
                .query(Build.Tests.class)
                .single();
    }

    List<Step> steps(long build) {
        return jdbc.sql(
                        """
                        select job, name, exit_code, millis, first_line from build_step
                        where build = :build order by job, position
                        """)
                .param("build", build)
                .query(Step.class)
                .list();
    }

    List<Test> tests(long build) {
        return jdbc.sql(
                        """
                        select suite, name, verdict, millis, detail from build_test
                        where build = :build order by verdict = 'FAILED' desc, job, position
                        """)
                .param("build", build)
                .query(Test.class)
                .list();
    }

    /**
     * The failed tests, each with the build of the same branch since which it fails: the first
     * after the last one that ran it and did not fail it.
     */
    List<FailedTest> failed(Build build, int limit) {
        return jdbc.sql(
                        """
                        select t.suite, t.name, t.verdict, t.millis, t.detail, coalesce(
                            (select min(f.id)
                             from build f join build_test ft on ft.build = f.id
                             where f.repository_id = :repository and f.branch = :branch
                               and f.kind = :kind and f.id <= :build
                               and ft.verdict = 'FAILED'
                               and ft.suite = t.suite and ft.name = t.name
                               and f.id > coalesce(
                                   (select max(g.id)
                                    from build g join build_test gt on gt.build = g.id
                                    where g.repository_id = :repository and g.branch = :branch
                                      and g.kind = :kind and g.id < :build
                                      and gt.verdict <> 'FAILED'
                                      and gt.suite = t.suite and gt.name = t.name), 0)),
                            t.build) as since
                        from build_test t
                        where t.build = :build and t.verdict = 'FAILED'
                        order by t.job, t.position limit :limit
                        """)
                .param("build", build.id())
                .param("repository", build.repositoryId())
                .param("branch", build.branch())
                .param("kind", build.kind().name())
                .param("limit", limit)
                .query((row, _) ->
                        new FailedTest(
                                new Test(
                                        row.getString("suite"),
                                        row.getString("name"),
                                        TestCase.Verdict.valueOf(row.getString("verdict")),
                                        row.getLong("millis"),
                                        row.getString("detail")),
                                row.getLong("since")))
                .list();
    }

    List<BuildArtifact> artifacts(long build) {
        return jdbc.sql(
                        """
                        select job, name, sha256, size from build_artifact
                        where build = :build order by name, job
                        """)
                .param("build", build)
                .query(BuildArtifact.class)
                .list();
    }

    /** Of one of its jobs. */
    List<BuildArtifact> artifacts(long build, int job) {
        return artifacts(build).stream().filter(file -> file.job() == job).toList();
    }

    private static <T, V> V[] array(List<T> values, Function<T, V> field, V[] type) {
        return values.stream().map(field).toList().toArray(type);
    }
}
