package dev.fairlead.deploy;

import dev.fairlead.protocol.Outcome.BalancersSeen.Traffic;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The counters of balancers while deployments run. */
@Component
class TrafficStore {
    private final JdbcClient jdbc;

    TrafficStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void sample(long deployment, String balancer, Traffic traffic) {
        jdbc.sql(
                        """
                        insert into deployment_traffic
                            (deployment_id, balancer, at, process, requests, failed, retries)
                        values (:deployment, :balancer, clock_timestamp(), :process, :requests,
                            :failed, :retries)
                        """)
                .param("deployment", deployment)
                .param("balancer", balancer)
                .param("process", traffic.process())
                .param("requests", traffic.requests())
                .param("failed", traffic.failed())
                .param("retries", traffic.retries())
                .update();
    }

    /** In the order of time. */
    List<TrafficSample> of(long deployment) {
        return jdbc.sql(
                        """
                        select * from deployment_traffic where deployment_id = :deployment
                        order by at
                        """)
                .param("deployment", deployment)
                .query((rs, _) ->
                        new TrafficSample(
                                rs.getString("balancer"),
                                rs.getTimestamp("at").toInstant(),
                                rs.getString("process"),
                                rs.getLong("requests"),
                                rs.getLong("failed"),
                                rs.getLong("retries")))
                .list();
    }
}
