package dev.fairlead.deploy;

import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What runs where, of many projects at once: for monitoring. */
@Component
public class RunningReleases {
    /**
     * What a host answered last.
     *
     * @param version of the bytes, when they were deployed from here; what the host tells, or empty
     */
    public record Running(
            long project, String environment, String host, String version, String sha256) {}

    private final JdbcClient jdbc;

    RunningReleases(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Of the hosts that their environments have now and that ever answered. */
    public List<Running> of(Collection<Long> projects) {
        return jdbc.sql(
                        """
                        select e.project_id, e.name, h.host, h.sha256, coalesce(
                            (select d.version from deployment d
                              where d.environment_id = e.id and d.sha256 = h.sha256
                              order by d.id desc limit 1), h.version, '') as runs
                          from environment e
                          join environment_version v
                            on v.environment_id = e.id and v.version = e.version
                          join host_state h on h.environment_id = e.id
                         where e.project_id = any (:projects) and h.sha256 is not null
                           and v.definition -> 'hosts' @> jsonb_build_array(
                               jsonb_build_object('name', h.host))
                         order by e.project_id, e.name, h.host
                        """)
                .param("projects", projects.toArray(Long[]::new))
                .query((row, _) ->
                        new Running(
                                row.getLong("project_id"),
                                row.getString("name"),
                                row.getString("host"),
                                row.getString("runs"),
                                row.getString("sha256")))
                .list();
    }
}
