package dev.fairlead.build;

import dev.fairlead.build.Statistics.SlowStep;
import dev.fairlead.build.Statistics.SlowTest;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Sums of what some builds did; always of few builds, named one by one. */
@Component
class StatisticsStore {
    private final JdbcClient jdbc;

    StatisticsStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<SlowStep> steps(List<Build> builds, int limit) {
        return jdbc.sql(
                        """
                        select j.name as job, s.name as step, count(*) as runs,
                            avg(s.millis)::bigint as millis, max(s.millis) as longest
                        from build_step s
                        join build_job j on j.build = s.build and j.position = s.job
                        where s.build = any (:builds)
                        group by j.name, s.name order by 4 desc, 1, 2 limit :limit
                        """)
                .param("builds", ids(builds))
                .param("limit", limit)
                .query(SlowStep.class)
                .list();
    }

    List<SlowTest> tests(List<Build> builds, int limit) {
        return jdbc.sql(
                        """
                        with slow as (
                            select test, count(*) as runs, avg(millis)::bigint as millis,
                                max(millis) as longest
                            from build_test
                            where build = any (:builds) and verdict <> 'SKIPPED'
                            group by test order by 3 desc, 1 limit :limit)
                        select t.id, t.suite, t.name, slow.runs, slow.millis, slow.longest
                        from slow join test t on t.id = slow.test
                        order by slow.millis desc, t.id
                        """)
                .param("builds", ids(builds))
                .param("limit", limit)
                .query((row, _) ->
                        new SlowTest(
                                new NamedTest(
                                        row.getLong("id"),
                                        row.getString("suite"),
                                        row.getString("name")),
                                row.getInt("runs"),
                                row.getLong("millis"),
                                row.getLong("longest")))
                .list();
    }

    private static Long[] ids(List<Build> builds) {
        return builds.stream().map(Build::id).toArray(Long[]::new);
    }
}
