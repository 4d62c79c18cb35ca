package dev.fairlead.build;

import dev.fairlead.build.Comparison.Kind;
import dev.fairlead.build.Comparison.TestChange;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Holds the tests of two builds beside each other. */
@Component
class ComparisonStore {
    /** A test is slower when it takes twice as long and at least this much longer. */
    private static final int SLOWER_MILLIS = 500;

    private final JdbcClient jdbc;

    ComparisonStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** At most so many of each kind; a test that several jobs ran has failed if one failed it. */
    List<TestChange> tests(long earlier, long build, int limit) {
        return jdbc.sql(
                        """
                        with a as (
                            select test, bool_or(verdict = 'FAILED') as failed, sum(millis)::bigint as millis
                            from build_test where build = :earlier group by test),
                        b as (
                            select test, bool_or(verdict = 'FAILED') as failed, sum(millis)::bigint as millis
                            from build_test where build = :build group by test),
                        changed as (
                            select test, a.millis as before, b.millis as after,
                                case when b.failed and not coalesce(a.failed, false) then 'BROKEN'
                                     when a.failed and not b.failed then 'FIXED'
                                     when a.test is null then 'ADDED'
                                     when b.test is null then 'REMOVED'
                                     when b.millis > 2 * a.millis
                                       and b.millis > a.millis + :slower then 'SLOWER' end as kind
                            from a full join b using (test)),
                        numbered as (
                            select *, row_number() over (
                                partition by kind
                                order by coalesce(after, 0) - coalesce(before, 0) desc, test) as place
                            from changed where kind is not null)
                        select n.kind, n.before, n.after, t.id, t.suite, t.name
                        from numbered n join test t on t.id = n.test
                        where n.place <= :limit
                        order by array_position(
                            array['BROKEN', 'FIXED', 'SLOWER', 'ADDED', 'REMOVED'], n.kind), n.place
                        """)
                .param("earlier", earlier)
                .param("build", build)
                .param("slower", SLOWER_MILLIS)
                .param("limit", limit)
                .query((row, _) ->
                        new TestChange(
                                new NamedTest(
                                        row.getLong("id"),
                                        row.getString("suite"),
                                        row.getString("name")),
                                Kind.valueOf(row.getString("kind")),
                                row.getObject("before", Long.class),
                                row.getObject("after", Long.class)))
                .list();
    }
}
