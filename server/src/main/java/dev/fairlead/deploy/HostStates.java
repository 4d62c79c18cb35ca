package dev.fairlead.deploy;

import dev.fairlead.protocol.Outcome.HostObserved;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
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

    void park(long environment, String host, boolean parked) {
        jdbc.sql(
                        """
                        insert into host_state (environment_id, host, parked)
                        values (:environment, :host, :parked)
                        on conflict (environment_id, host) do update set parked = excluded.parked
                        """)
                .param("environment", environment)
                .param("host", host)
                .param("parked", parked)
                .update();
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
