package dev.fairlead.deploy;

import dev.fairlead.protocol.Outcome.HostChecked;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What checks found, and how long they hold. */
@Component
class CheckStore {
    private final JdbcClient jdbc;

    CheckStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** In the place of what the step's checks found before. */
    void found(long step, List<HostChecked.Result> results) {
        jdbc.sql("delete from step_check where step_id = :step").param("step", step).update();
        for (int position = 0; position < results.size(); position++) {
            var result = results.get(position);
            jdbc.sql(
                            """
                            insert into step_check
                                (step_id, position, name, rule, found, passed, looks, millis)
                            values (:step, :position, :name, :rule, :found, :passed, :looks,
                                :millis)
                            """)
                    .param("step", step)
                    .param("position", position)
                    .param("name", result.name())
                    .param("rule", result.rule())
                    .param("found", result.found())
                    .param("passed", result.passed())
                    .param("looks", result.looks())
                    .param("millis", result.millis())
                    .update();
        }
    }

    /** Of all steps of a deployment. */
    List<CheckResult> of(long deployment) {
        return jdbc.sql(
                        """
                        select c.* from step_check c join deployment_step s on s.id = c.step_id
                        where s.deployment_id = :deployment order by c.step_id, c.position
                        """)
                .param("deployment", deployment)
                .query((rs, _) ->
                        new CheckResult(
                                rs.getLong("step_id"),
                                rs.getString("name"),
                                rs.getString("rule"),
                                rs.getString("found"),
                                rs.getBoolean("passed"),
                                rs.getInt("looks"),
                                Duration.ofMillis(rs.getLong("millis")),
                                rs.getTimestamp("at").toInstant()))
                .list();
    }

    void beginSoak(long step, Duration length) {
        jdbc.sql("insert into step_soak (step_id, seconds) values (:step, :seconds)")
                .param("step", step)
                .param("seconds", length.toSeconds())
                .update();
    }

    Optional<Soak> soak(long step) {
        return jdbc.sql("select * from step_soak where step_id = :step")
                .param("step", step)
                .query(CheckStore::soak)
                .optional();
    }

    /** Of all steps of a deployment that soak. */
    List<Soak> soaks(long deployment) {
        return jdbc.sql(
                        """
                        select k.* from step_soak k join deployment_step s on s.id = k.step_id
                        where s.deployment_id = :deployment
                        """)
                .param("deployment", deployment)
                .query(CheckStore::soak)
                .list();
    }

    boolean isOver(long step) {
        return jdbc.sql(
                        """
                        select since + make_interval(secs => seconds) <= clock_timestamp()
                        from step_soak where step_id = :step
                        """)
                .param("step", step)
                .query(Boolean.class)
                .single();
    }

    /** One more look held. */
    void held(long step) {
        jdbc.sql("update step_soak set looks = looks + 1 where step_id = :step")
                .param("step", step)
                .update();
    }

    /** False where the step does not soak. */
    boolean lookAfter(long step, Duration pause) {
        return jdbc.sql(
                                """
                                update step_soak set look_after =
                                    clock_timestamp() + make_interval(secs => :seconds)
                                where step_id = :step
                                """)
                        .param("step", step)
                        .param("seconds", pause.toMillis() / 1000.0)
                        .update()
                > 0;
    }

    /** Whether it is the caller who looks now: not everybody who found it due. */
    boolean take(long step) {
        return jdbc.sql(
                                """
                                update step_soak set look_after = null
                                where step_id = :step and look_after <= clock_timestamp()
                                """)
                        .param("step", step)
                        .update()
                > 0;
    }

    void endSoak(long step) {
        jdbc.sql("delete from step_soak where step_id = :step").param("step", step).update();
    }

    /** Steps that are to be looked at by now. */
    List<Long> due() {
        return jdbc.sql("select step_id from step_soak where look_after <= clock_timestamp()")
                .query(Long.class)
                .list();
    }

    private static Soak soak(ResultSet rs, int row) throws SQLException {
        return new Soak(
                rs.getLong("step_id"),
                rs.getTimestamp("since").toInstant(),
                Duration.ofSeconds(rs.getLong("seconds")),
                rs.getInt("looks"));
    }
}
