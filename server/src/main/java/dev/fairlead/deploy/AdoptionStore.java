package dev.fairlead.deploy;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The rows of adoptions. */
@Component
class AdoptionStore {
    private final JdbcClient jdbc;
    private final JsonMapper json;

    AdoptionStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    Adoption insert(long environment, String version, String commit, long by) {
        return jdbc.sql(
                        """
                        insert into adoption (environment_id, version, commit, adopted_by)
                        values (:environment, :version, :commit, :by) returning *
                        """)
                .param("environment", environment)
                .param("version", version)
                .param("commit", commit)
                .param("by", by)
                .query(this::adoption)
                .single();
    }

    Optional<Adoption> latest(long environment) {
        return jdbc.sql(
                        """
                        select * from adoption where environment_id = :environment
                        order by id desc limit 1
                        """)
                .param("environment", environment)
                .query(this::adoption)
                .optional();
    }

    void answered(long environment, String host, String sha256) {
        jdbc.sql(
                        """
                        update adoption set digests = digests || jsonb_build_object(:host, :sha256)
                        where id = (select max(id) from adoption
                            where environment_id = :environment)
                        """)
                .param("environment", environment)
                .param("host", host)
                .param("sha256", sha256)
                .update();
    }

    private Adoption adoption(ResultSet rs, int row) throws SQLException {
        return new Adoption(
                rs.getLong("id"),
                rs.getLong("environment_id"),
                rs.getString("version"),
                rs.getString("commit"),
                json.readValue(
                        rs.getString("digests"), new TypeReference<Map<String, String>>() {}),
                rs.getLong("adopted_by"),
                rs.getTimestamp("adopted").toInstant());
    }
}
