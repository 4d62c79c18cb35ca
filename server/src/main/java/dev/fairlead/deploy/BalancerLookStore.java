package dev.fairlead.deploy;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of looks at balancers that are under way. */
@Component
class BalancerLookStore {
    /** An environment to look at, and the deployment that is at work there. */
    record Look(long environment, @Nullable Long deployment) {}

    private final JdbcClient jdbc;

    BalancerLookStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void begin(long job, Look look) {
        jdbc.sql(
                        """
                        insert into balancer_look (job, environment_id, deployment_id)
                        values (:job, :environment, :deployment)
                        """)
                .param("job", job)
                .param("environment", look.environment())
                .param("deployment", look.deployment())
                .update();
    }

    boolean isOpen(long environment) {
        return jdbc.sql(
                        """
                        select exists (select 1 from balancer_look
                            where environment_id = :environment)
                        """)
                .param("environment", environment)
                .query(Boolean.class)
                .single();
    }

    /** Ends a look and says of what it was; empty for a job that is no look. */
    Optional<Look> end(long job) {
        return jdbc.sql(
                        """
                        delete from balancer_look where job = :job
                        returning environment_id, deployment_id
                        """)
                .param("job", job)
                .query((rs, _) -> new Look(rs.getLong(1), rs.getObject(2, Long.class)))
                .optional();
    }

    /**
     * Where a minute is too long: every second while steps are under way, for the first hour of a
     * deployment, seldom while it only waits; and every five seconds while a host is parked.
     */
    List<Look> due() {
        return jdbc.sql(
                        """
                        with wanted as (
                            select d.environment_id, d.id deployment_id,
                                case when d.started < now() - interval '1 hour' then 30
                                     when exists (select 1 from deployment_step s
                                         where s.deployment_id = d.id and s.state = 'ISSUED') then 1
                                     else 10 end seconds
                            from deployment d where d.state = 'RUNNING'
                            union all
                            select environment_id, null, 5 from host_state where parked),
                        one as (
                            select environment_id, max(deployment_id) deployment_id,
                                min(seconds) seconds
                            from wanted group by environment_id)
                        select environment_id, deployment_id from one
                        where not exists (select 1 from balancer_look l
                                where l.environment_id = one.environment_id)
                            and (select max(observed) from balancer_state b
                                where b.environment_id = one.environment_id)
                                < clock_timestamp() - (seconds - 0.1) * interval '1 second'
                        """)
                .query((rs, _) -> new Look(rs.getLong(1), rs.getObject(2, Long.class)))
                .list();
    }
}
