package dev.fairlead.deploy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What was found of environments' ways back, and of the bytes of artifacts. */
@Component
class ReadinessStore {
    private final JdbcClient jdbc;
    private final JsonMapper json;

    ReadinessStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    void put(long environment, String version, List<Readiness.Fact> facts) {
        jdbc.sql(
                        """
                        insert into rollback_readiness (environment_id, version, facts)
                        values (:environment, :version, :facts::jsonb)
                        on conflict (environment_id) do update set version = excluded.version,
                            facts = excluded.facts, checked = clock_timestamp()
                        """)
                .param("environment", environment)
                .param("version", version)
                .param("facts", json.writeValueAsString(facts))
                .update();
    }

    Optional<Readiness> of(long environment) {
        return jdbc.sql("select * from rollback_readiness where environment_id = :environment")
                .param("environment", environment)
                .query((rs, _) ->
                        new Readiness(
                                rs.getString("version"),
                                json.readValue(
                                        rs.getString("facts"),
                                        new TypeReference<List<Readiness.Fact>>() {}),
                                rs.getTimestamp("checked").toInstant()))
                .optional();
    }

    /** Environments that were not looked at for so long, those first that waited longest. */
    List<Long> due(Duration age, int most) {
        return jdbc.sql(
                        """
                        select e.id from environment e
                        left join rollback_readiness r on r.environment_id = e.id
                        where r.checked is null
                            or r.checked < clock_timestamp() - make_interval(secs => :seconds)
                        order by r.checked nulls first, e.id limit :most
                        """)
                .param("seconds", age.toSeconds())
                .param("most", most)
                .query(Long.class)
                .list();
    }

    /** It is looked at anew as soon as anybody can. */
    void forget(long environment) {
        jdbc.sql("delete from rollback_readiness where environment_id = :environment")
                .param("environment", environment)
                .update();
    }

    /** Whether an artifact's bytes were right, and when they were read. */
    record Proof(boolean right, Instant at) {}

    Optional<Proof> proof(String sha256, Duration age) {
        return jdbc.sql(
                        """
                        select * from artifact_proof where sha256 = :sha256
                            and proved > clock_timestamp() - make_interval(secs => :seconds)
                        """)
                .param("sha256", sha256)
                .param("seconds", age.toSeconds())
                .query((rs, _) ->
                        new Proof(
                                rs.getBoolean("right_bytes"),
                                rs.getTimestamp("proved").toInstant()))
                .optional();
    }

    void prove(String sha256, boolean right) {
        jdbc.sql(
                        """
                        insert into artifact_proof (sha256, right_bytes) values (:sha256, :right)
                        on conflict (sha256) do update
                            set right_bytes = excluded.right_bytes, proved = clock_timestamp()
                        """)
                .param("sha256", sha256)
                .param("right", right)
                .update();
    }

    /** What a deployment or a release needed once, and nobody does any more. */
    void forgetOldProofs() {
        jdbc.sql("delete from artifact_proof where proved < now() - interval '30 days'").update();
    }
}
