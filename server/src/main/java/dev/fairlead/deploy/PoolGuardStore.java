package dev.fairlead.deploy;

import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of hosts that are being taken out again. */
@Component
class PoolGuardStore {
    /** One of them. */
    record Guard(long environment, String host) {}

    private final JdbcClient jdbc;

    PoolGuardStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void begin(long job, Guard guard) {
        jdbc.sql(
                        """
                        insert into pool_guard (job, environment_id, host)
                        values (:job, :environment, :host)
                        """)
                .param("job", job)
                .param("environment", guard.environment())
                .param("host", guard.host())
                .update();
    }

    boolean isOpen(long environment) {
        return jdbc.sql(
                        "select exists (select 1 from pool_guard where environment_id = :environment)")
                .param("environment", environment)
                .query(Boolean.class)
                .single();
    }

    boolean isOpen(long environment, String host) {
        return jdbc.sql(
                        """
                        select exists (select 1 from pool_guard
                            where environment_id = :environment and host = :host)
                        """)
                .param("environment", environment)
                .param("host", host)
                .query(Boolean.class)
                .single();
    }

    Optional<Guard> find(long job) {
        return jdbc.sql("select * from pool_guard where job = :job")
                .param("job", job)
                .query((rs, _) -> new Guard(rs.getLong("environment_id"), rs.getString("host")))
                .optional();
    }

    void end(long job) {
        jdbc.sql("delete from pool_guard where job = :job").param("job", job).update();
    }

    /** Jobs that no agent took within a minute. */
    List<Long> forgotten() {
        return jdbc.sql("select job from pool_guard where begun < now() - interval '1 minute'")
                .query(Long.class)
                .list();
    }
}
