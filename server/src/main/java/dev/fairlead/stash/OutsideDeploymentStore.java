package dev.fairlead.stash;

import dev.fairlead.stash.OutsideDeployment.Kind;
import dev.fairlead.stash.OutsideDeployment.Place;
import dev.fairlead.stash.OutsideDeployment.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of deployments that others did. */
@Component
class OutsideDeploymentStore {
    private final JdbcClient jdbc;

    OutsideDeploymentStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void put(long repository, OutsideDeployment said) {
        var kind = said.place().kind();
        jdbc.sql(
                        """
                        insert into outside_deployment (repository_id, key, environment_key,
                            sequence, sha, state, display_name, description, url,
                            environment_name, environment_type, poster, at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict (repository_id, key, environment_key, sequence) do update
                        set sha = excluded.sha, state = excluded.state,
                            display_name = excluded.display_name,
                            description = excluded.description, url = excluded.url,
                            environment_name = excluded.environment_name,
                            environment_type = excluded.environment_type,
                            poster = excluded.poster, at = excluded.at
                        """)
                .param(repository)
                .param(said.key())
                .param(said.place().key())
                .param(said.sequence())
                .param(said.sha())
                .param(said.state().name())
                .param(said.displayName())
                .param(said.description())
                .param(said.url())
                .param(said.place().name())
                .param(kind == null ? null : kind.name())
                .param(said.poster())
                .param(OffsetDateTime.ofInstant(said.at(), ZoneOffset.UTC))
                .update();
    }

    /** The latest of each plan and environment, by its number; the latest said first. */
    List<OutsideDeployment> latest(long repository, int limit) {
        return jdbc.sql(
                        """
                        select * from (
                            select distinct on (key, environment_key) * from outside_deployment
                            where repository_id = ?
                            order by key, environment_key, sequence desc) latest
                        order by at desc limit ?
                        """)
                .params(repository, limit)
                .query((row, _) -> deployment(row))
                .list();
    }

    private static OutsideDeployment deployment(ResultSet row) throws SQLException {
        return new OutsideDeployment(
                row.getString("key"),
                row.getLong("sequence"),
                row.getString("sha"),
                State.valueOf(row.getString("state")),
                row.getString("display_name"),
                row.getString("description"),
                row.getString("url"),
                new Place(
                        row.getString("environment_key"),
                        row.getString("environment_name"),
                        kind(row.getString("environment_type"))),
                row.getLong("poster"),
                row.getTimestamp("at").toInstant());
    }

    private static @Nullable Kind kind(@Nullable String name) {
        return name == null ? null : Kind.valueOf(name);
    }
}
