package dev.fairlead.build;

import dev.fairlead.protocol.Outcome;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The coverage that jobs reported; a build's is the sum of its jobs'. */
@Component
class CoverageStore {
    private static final String SUMS =
            """
            sum(lines)::bigint as lines, sum(lines_covered)::bigint as lines_covered,
            sum(branches)::bigint as branches, sum(branches_covered)::bigint as branches_covered
            """;

    private final JdbcClient jdbc;

    CoverageStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** In the place of what an earlier attempt of the job left. */
    void save(long build, int job, Outcome.Built.@Nullable Coverage coverage) {
        jdbc.sql("delete from build_coverage where build = :build and job = :job")
                .param("build", build)
                .param("job", job)
                .update();
        if (coverage == null) {
            return;
        }
        jdbc.sql(
                        """
                        insert into build_coverage
                            (build, job, lines, lines_covered, branches, branches_covered)
                        values (:build, :job, :lines, :linesCovered, :branches, :branchesCovered)
                        """)
                .param("build", build)
                .param("job", job)
                .param("lines", coverage.lines())
                .param("linesCovered", coverage.linesCovered())
                .param("branches", coverage.branches())
                .param("branchesCovered", coverage.branchesCovered())
                .update();
    }

    /** By build; those without any are left out. */
    Map<Long, Coverage> of(Collection<Long> builds) {
        var found = new HashMap<Long, Coverage>();
        jdbc.sql(
                        "select build, "
                                + SUMS
                                + "from build_coverage where build = any (:builds) group by build")
                .param("builds", builds.toArray(Long[]::new))
                .query(row -> {
                    found.put(row.getLong("build"), coverage(row));
                });
        return found;
    }

    /** That of the last build of a branch before a build. */
    Optional<CoverageChange.Base> before(Build build, String branch) {
        return jdbc.sql(
                        "select build, "
                                + SUMS
                                + """
                                from build_coverage where build = (
                                    select b.id from build b
                                    where b.repository_id = :repository and b.branch = :branch
                                      and b.kind = 'BRANCH' and b.id < :id
                                      and exists (
                                        select 1 from build_coverage c where c.build = b.id)
                                    order by b.id desc limit 1)
                                group by build
                                """)
                .param("repository", build.repositoryId())
                .param("branch", branch)
                .param("id", build.id())
                .query((row, _) -> new CoverageChange.Base(row.getLong("build"), coverage(row)))
                .optional();
    }

    private static Coverage coverage(ResultSet row) throws SQLException {
        return new Coverage(
                new Coverage.Share(row.getLong("lines_covered"), row.getLong("lines")),
                new Coverage.Share(row.getLong("branches_covered"), row.getLong("branches")));
    }
}
