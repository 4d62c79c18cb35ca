package dev.fairlead.deploy;

import dev.fairlead.deploy.PoolReturn.Host;
import dev.fairlead.deploy.PoolReturn.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of returns into pools. */
@Component
class PoolReturnStore {
    private final JdbcClient jdbc;

    PoolReturnStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    long begin(Environment environment, long deployment, long by) {
        return jdbc.sql(
                        """
                        insert into pool_return
                            (environment_id, environment_version, deployment_id, asked_by)
                        values (:environment, :version, :deployment, :by) returning id
                        """)
                .param("environment", environment.id())
                .param("version", environment.version())
                .param("deployment", deployment)
                .param("by", by)
                .query(Long.class)
                .single();
    }

    /** A host's next step, and the job that does it. */
    void step(long id, String host, StepName step, long job) {
        jdbc.sql(
                        """
                        insert into pool_return_host (return_id, host, step, job, state)
                        values (:id, :host, :step, :job, 'CHECKING')
                        on conflict (return_id, host) do update set
                            step = excluded.step, job = excluded.job, begun = now()
                        """)
                .param("id", id)
                .param("host", host)
                .param("step", step.name())
                .param("job", job)
                .update();
    }

    void end(long id, String host, State state, String note) {
        jdbc.sql(
                        """
                        update pool_return_host set state = :state, note = :note
                        where return_id = :id and host = :host
                        """)
                .param("id", id)
                .param("host", host)
                .param("state", state.name())
                .param("note", note)
                .update();
    }

    /** True when the last host was through. */
    boolean finish(long id) {
        return jdbc.sql(
                                """
                                update pool_return set finished = now()
                                where id = :id and finished is null and not exists (
                                    select 1 from pool_return_host
                                    where return_id = :id and state = 'CHECKING')
                                """)
                        .param("id", id)
                        .update()
                > 0;
    }

    boolean isOpen(long environment) {
        return jdbc.sql(
                        """
                        select exists (select 1 from pool_return
                            where environment_id = :environment and finished is null)
                        """)
                .param("environment", environment)
                .query(Boolean.class)
                .single();
    }

    /** The environment of a job that belongs to a return. */
    Optional<Long> environmentOf(long job) {
        return jdbc.sql(
                        """
                        select r.environment_id from pool_return r
                        join pool_return_host h on h.return_id = r.id
                        where h.job = :job and h.state = 'CHECKING'
                        """)
                .param("job", job)
                .query(Long.class)
                .optional();
    }

    Optional<PoolReturn> byJob(long job) {
        return find("id = (select return_id from pool_return_host where job = :key)", job);
    }

    /** The host that a job of a return works for. */
    Host host(long job) {
        return jdbc.sql("select * from pool_return_host where job = :job")
                .param("job", job)
                .query(PoolReturnStore::host)
                .single();
    }

    Optional<PoolReturn> latest(long environment) {
        return find("environment_id = :key", environment);
    }

    /** Jobs that no agent took within a minute. */
    List<Long> forgotten() {
        return jdbc.sql(
                        """
                        select job from pool_return_host
                        where state = 'CHECKING' and begun < now() - interval '1 minute'
                        """)
                .query(Long.class)
                .list();
    }

    private Optional<PoolReturn> find(String condition, long key) {
        return jdbc.sql(
                        "select * from pool_return where "
                                + condition
                                + " order by id desc limit 1")
                .param("key", key)
                .query((rs, _) ->
                        new PoolReturn(
                                rs.getLong("id"),
                                rs.getLong("environment_id"),
                                rs.getInt("environment_version"),
                                rs.getLong("deployment_id"),
                                rs.getLong("asked_by"),
                                rs.getTimestamp("asked").toInstant(),
                                DeploymentStore.instant(rs, "finished"),
                                hosts(rs.getLong("id"))))
                .optional();
    }

    private List<Host> hosts(long id) {
        return jdbc.sql("select * from pool_return_host where return_id = :id order by host")
                .param("id", id)
                .query(PoolReturnStore::host)
                .list();
    }

    private static Host host(ResultSet rs, int row) throws SQLException {
        return new Host(
                rs.getString("host"),
                StepName.valueOf(rs.getString("step")),
                State.valueOf(rs.getString("state")),
                rs.getString("note"));
    }
}
