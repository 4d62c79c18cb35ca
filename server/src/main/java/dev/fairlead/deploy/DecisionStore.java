package dev.fairlead.deploy;

import dev.fairlead.identity.User;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of what people decided about deployments. */
@Component
class DecisionStore {
    private final JdbcClient jdbc;

    DecisionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(long deployment, User by, Decision decision, @Nullable String host) {
        jdbc.sql(
                        """
                        insert into deployment_decision (deployment_id, decided_by, decision, host)
                        values (:deployment, :by, :decision, :host)
                        """)
                .param("deployment", deployment)
                .param("by", by.id())
                .param("decision", decision.word())
                .param("host", host == null ? "" : host)
                .update();
    }

    /** In the order that they were decided in. */
    List<Decided> of(long deployment) {
        return jdbc.sql(
                        """
                        select d.at, u.name, u.display_name, d.decision, d.host
                          from deployment_decision d join users u on u.id = d.decided_by
                         where d.deployment_id = :deployment
                         order by d.id
                        """)
                .param("deployment", deployment)
                .query((rs, _) ->
                        new Decided(
                                rs.getTimestamp("at").toInstant(),
                                rs.getString("name"),
                                rs.getString("display_name"),
                                Decision.of(rs.getString("decision")),
                                rs.getString("host")))
                .list();
    }
}
