package dev.fairlead.notify;

import dev.fairlead.deploy.DeploymentChanged;
import java.util.Collection;
import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Counts how deployments end. One that failed and is taken up again counts with each of its ends,
 * because what monitoring reads may never become less.
 */
@Component
public class DeploymentCounts {
    /** How often one result was come to. */
    public record Count(long project, String environment, String result, long number) {}

    private final JdbcClient jdbc;

    DeploymentCounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @EventListener
    void on(DeploymentChanged changed) {
        if (changed.deployment().state().isTerminal()) {
            jdbc.sql(
                            """
                            insert into deployment_count (project_id, environment, result, number)
                            values (:project, :environment, :result, 1)
                            on conflict (project_id, environment, result)
                            do update set number = deployment_count.number + 1
                            """)
                    .param("project", changed.environment().projectId())
                    .param("environment", changed.environment().name())
                    .param("result", changed.deployment().state().word())
                    .update();
        }
    }

    public List<Count> of(Collection<Long> projects) {
        return jdbc.sql(
                        """
                        select * from deployment_count where project_id = any (:projects)
                         order by project_id, environment, result
                        """)
                .param("projects", projects.toArray(Long[]::new))
                .query((row, _) ->
                        new Count(
                                row.getLong("project_id"),
                                row.getString("environment"),
                                row.getString("result"),
                                row.getLong("number")))
                .list();
    }
}
