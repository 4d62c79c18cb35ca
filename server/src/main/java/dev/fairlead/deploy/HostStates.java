package dev.fairlead.deploy;

import dev.fairlead.protocol.Outcome.HostObserved;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What is where, as the hosts themselves answered. */
@Component
class HostStates {
    private final JdbcClient jdbc;
    private final JsonMapper json;

    HostStates(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    void answered(long environment, String host, HostObserved answer) {
        var started = answer.processStarted();
        jdbc.sql(
                        """
                        insert into host_state (environment_id, host, file, sha256, version,
                            process_started, notes, observed)
                        values (:environment, :host, :file, :sha256, :version, :started,
                            :notes::jsonb, now())
                        on conflict (environment_id, host) do update set
                            file = excluded.file, sha256 = excluded.sha256,
                            version = excluded.version,
                            process_started = excluded.process_started,
                            notes = excluded.notes, observed = excluded.observed
                        """)
                .param("environment", environment)
                .param("host", host)
                .param("file", answer.file())
                .param("sha256", answer.sha256())
                .param("version", answer.version())
                .param("started", started == null ? null : started.atOffset(ZoneOffset.UTC))
                .param("notes", json.writeValueAsString(answer.notes()))
                .update();
    }

    /** A host out of its pool is parked by the deployment that took it out first. */
    void park(Deployment deployment, String host, boolean parked) {
        if (!parked) {
            unpark(deployment.environmentId(), host);
            return;
        }
        jdbc.sql(
                        """
                        insert into host_state (environment_id, host, parked, parked_by, parked_at)
                        values (:environment, :host, true, :deployment, now())
                        on conflict (environment_id, host) do update set parked = true,
                            parked_by = excluded.parked_by,
                            parked_at = case when host_state.parked then host_state.parked_at
                                else excluded.parked_at end
                        """)
                .param("environment", deployment.environmentId())
                .param("host", host)
                .param("deployment", deployment.id())
                .update();
    }

    void unpark(long environment, String host) {
        jdbc.sql(
                        """
                        update host_state set parked = false, parked_by = null, parked_at = null
                        where environment_id = :environment and host = :host
                        """)
                .param("environment", environment)
                .param("host", host)
                .update();
    }

    /** The deployments that left hosts out of their pools, by host. */
    Map<String, Long> parkedBy(long environment) {
        var parked = new HashMap<String, Long>();
        jdbc.sql(
                        """
                        select host, parked_by from host_state
                        where environment_id = :environment and parked and parked_by is not null
                        """)
                .param("environment", environment)
                .query(rs -> {
                    parked.put(rs.getString(1), rs.getLong(2));
                });
        return parked;
    }

    Set<String> parked(long environment) {
        return Set.copyOf(
                jdbc.sql(
                                """
                                select host from host_state
                                where environment_id = :environment and parked
                                """)
                        .param("environment", environment)
                        .query(String.class)
                        .list());
    }

    /**
     * The hosts that answered last with these bytes, and that no deployment left in between: one
     * that was stopped may have the bytes and run nothing.
     */
    Set<String> holding(long environment, String sha256) {
        return Set.copyOf(
                jdbc.sql(
                                """
                                with recent as (select s.host, s.id, s.name, s.state
                                    from deployment_step s
                                    where s.deployment_id in (select id from deployment
                                        where environment_id = :environment
                                        order by id desc limit 50))
                                select h.host from host_state h
                                where h.environment_id = :environment and h.sha256 = :sha256
                                    and not exists (select from recent changed
                                        where changed.host = h.host
                                            and changed.name in ('STOP', 'INSTALL', 'START')
                                            and changed.state in ('DONE', 'FAILED', 'UNKNOWN')
                                            and not exists (select from recent seen
                                                where seen.host = h.host and seen.id > changed.id
                                                    and seen.name = 'OBSERVE'
                                                    and seen.state = 'DONE'))
                                """)
                        .param("environment", environment)
                        .param("sha256", sha256)
                        .query(String.class)
                        .list());
    }

    /** The hosts in the definition's order; those that never answered are empty. */
    List<HostState> of(Environment environment) {
        Map<String, HostState> states =
                jdbc
                        .sql(
                                """
                                select h.*, (select d.version from deployment d
                                    where d.environment_id = h.environment_id
                                        and d.sha256 = h.sha256
                                    order by d.id desc limit 1) as deployed
                                from host_state h where h.environment_id = :environment
                                """)
                        .param("environment", environment.id())
                        .query(this::state)
                        .list()
                        .stream()
                        .collect(Collectors.toMap(HostState::host, state -> state));
        return environment.definition().hosts().stream()
                .map(host -> states.getOrDefault(host.name(), HostState.unknown(host.name())))
                .toList();
    }

    private HostState state(ResultSet rs, int row) throws SQLException {
        return new HostState(
                rs.getString("host"),
                rs.getString("file"),
                rs.getString("sha256"),
                rs.getString("deployed"),
                rs.getString("version"),
                DeploymentStore.instant(rs, "process_started"),
                json.readValue(rs.getString("notes"), new TypeReference<List<String>>() {}),
                DeploymentStore.instant(rs, "observed"),
                rs.getBoolean("parked"));
    }
}
