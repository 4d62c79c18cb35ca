package dev.fairlead.build;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of builds' jobs. Whoever writes one holds the lock of its build's row. */
@Component
class BuildJobStore {
    private final JdbcClient jdbc;

    BuildJobStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(BuildJob job) {
        jdbc.sql(
                        """
                        insert into build_job
                            (build, position, name, needs, state, attempt, retries, job, manual,
                            failure, finished)
                        values (:build, :position, :name, :needs, :state, :attempt, :retries, :job,
                            :manual, :failure, case when :terminal then now() end)
                        """)
                .param("build", job.build())
                .param("position", job.position())
                .param("name", job.name())
                .param("needs", job.needs().toArray(new Integer[0]))
                .param("state", job.state().name())
                .param("attempt", job.attempt())
                .param("retries", job.retries())
                .param("job", job.job())
                .param("manual", job.manual())
                .param("failure", job.failure())
                .param("terminal", job.state().isTerminal())
                .update();
    }

    /** In the order of the plan. */
    List<BuildJob> of(long build) {
        return jdbc.sql("select * from build_job where build = :build order by position")
                .param("build", build)
                .query(BuildJobStore::row)
                .list();
    }

    BuildJob move(BuildJob from, JobMachine.Position to, @Nullable Long job, String failure) {
        return jdbc.sql(
                        """
                        update build_job set state = :state, attempt = :attempt, job = :job,
                            failure = :failure,
                            started = case :state when 'RUNNING' then now()
                                                  when 'QUEUED' then null else started end,
                            finished = case when :terminal then now() end
                        where build = :build and position = :position and state = :was
                          and attempt = :wasAttempt
                        returning *
                        """)
                .param("state", to.state().name())
                .param("attempt", to.attempt())
                .param("job", job)
                .param("failure", failure)
                .param("terminal", to.state().isTerminal())
                .param("build", from.build())
                .param("position", from.position())
                .param("was", from.state().name())
                .param("wasAttempt", from.attempt())
                .query(BuildJobStore::row)
                .single();
    }

    void begunBy(BuildJob job, String name) {
        jdbc.sql(
                        """
                        update build_job set begun_by = :name
                        where build = :build and position = :position
                        """)
                .param("name", name)
                .param("build", job.build())
                .param("position", job.position())
                .update();
    }

    private static BuildJob row(ResultSet row, int number) throws SQLException {
        var job = row.getLong("job");
        return new BuildJob(
                row.getLong("build"),
                row.getInt("position"),
                row.getString("name"),
                List.of((Integer[]) row.getArray("needs").getArray()),
                BuildJob.State.valueOf(row.getString("state")),
                row.getInt("attempt"),
                row.getInt("retries"),
                job == 0 ? null : job,
                row.getString("manual"),
                row.getString("begun_by"),
                row.getString("failure"),
                instant(row, "started"),
                instant(row, "finished"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
