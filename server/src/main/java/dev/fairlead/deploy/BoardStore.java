package dev.fairlead.deploy;

import dev.fairlead.deploy.BoardEntry.Ended;
import dev.fairlead.deploy.BoardEntry.Host;
import dev.fairlead.deploy.BoardEntry.Place;
import dev.fairlead.deploy.BoardEntry.Running;
import dev.fairlead.deploy.BoardEntry.Verified;
import dev.fairlead.deploy.BoardEntry.Waits;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the board shows, in one query for each kind of row and none for each environment. */
@Component
class BoardStore {
    private final JdbcClient jdbc;

    BoardStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Place> places(List<Long> projects, int limit) {
        return jdbc.sql(
                        """
                        select e.id, e.project_id, e.name, v.definition ->> 'kind' as kind,
                            (v.definition ->> 'order')::int as position,
                            v.definition ->> 'repository' as repository, r.id as repository_id,
                            v.definition ->> 'promotion' = 'automatic' as automatic,
                            v.definition ->> 'after' as after,
                            coalesce(v.definition #>> '{strategy,kind}' = 'blue-green', false)
                                as sets,
                            coalesce(e.in_file = 'GONE', false) as gone,
                            array(select h ->> 'name'
                                from jsonb_array_elements(v.definition -> 'hosts')
                                    with ordinality as hosts (h, place)
                                order by place) as hosts
                        from environment e
                        join environment_version v
                            on v.environment_id = e.id and v.version = e.version
                        left join git_repository r on r.project_id = e.project_id
                            and r.slug = v.definition ->> 'repository'
                        where e.project_id = any (:projects)
                        order by e.project_id, position, e.name limit :limit
                        """)
                .param("projects", projects.toArray(Long[]::new))
                .param("limit", limit)
                .query(BoardStore::place)
                .list();
    }

    Map<Long, Verified> verified(Long[] environments) {
        Map<Long, Verified> found = new HashMap<>();
        jdbc.sql(
                        """
                        select d.*, coalesce(d.finished, d.requested) as at
                        from unnest(:ids::bigint[]) as e (id)
                        cross join lateral (select * from deployment v
                            where v.environment_id = e.id and v.state = 'VERIFIED'
                            order by v.finished desc limit 1) d
                        """)
                .param("ids", environments)
                .query(rs -> {
                    found.put(
                            rs.getLong("environment_id"),
                            new Verified(
                                    rs.getLong("id"),
                                    rs.getLong("release_id"),
                                    rs.getString("version"),
                                    rs.getString("sha256"),
                                    rs.getObject("requested_by", Long.class),
                                    rs.getTimestamp("at").toInstant()));
                });
        return found;
    }

    /** The latest that ended, where it was not verified. */
    Map<Long, Ended> wrong(Long[] environments) {
        Map<Long, Ended> found = new HashMap<>();
        jdbc.sql(
                        """
                        select d.* from unnest(:ids::bigint[]) as e (id)
                        cross join lateral (select * from deployment l
                            where l.environment_id = e.id
                                and l.state in ('VERIFIED', 'FAILED', 'STOPPED')
                            order by l.id desc limit 1) d
                        where d.state <> 'VERIFIED' and d.started is not null
                        """)
                .param("ids", environments)
                .query(rs -> {
                    found.put(
                            rs.getLong("environment_id"),
                            new Ended(
                                    rs.getLong("id"),
                                    rs.getString("version"),
                                    Deployment.State.valueOf(rs.getString("state")),
                                    rs.getString("note")));
                });
        return found;
    }

    /** A host's turn is over when the latest attempt of each of its steps is. */
    Map<Long, Running> running(Long[] environments) {
        Map<Long, Running> found = new HashMap<>();
        jdbc.sql(
                        """
                        with latest as (select distinct on
                                    (s.deployment_id, s.host, s.batch, s.name, s.part)
                                s.deployment_id, s.host, s.state, s.stuck
                            from deployment_step s join deployment d on d.id = s.deployment_id
                            where d.environment_id = any (:ids) and d.state = 'RUNNING'
                                and s.host <> '' and s.batch > 0
                            order by s.deployment_id, s.host, s.batch, s.name, s.part,
                                s.attempt desc),
                        turns as (select deployment_id, host, bool_or(stuck) as stuck,
                                bool_and(state in ('DONE', 'SKIPPED')) as through
                            from latest group by deployment_id, host)
                        select d.environment_id, d.id, d.version, d.paused, count(t.host) as hosts,
                            count(*) filter (where t.through) as through,
                            coalesce(bool_or(t.stuck), false) as stuck
                        from deployment d left join turns t on t.deployment_id = d.id
                        where d.environment_id = any (:ids) and d.state = 'RUNNING'
                        group by d.id
                        """)
                .param("ids", environments)
                .query(rs -> {
                    found.put(
                            rs.getLong("environment_id"),
                            new Running(
                                    rs.getLong("id"),
                                    rs.getString("version"),
                                    rs.getInt("through"),
                                    rs.getInt("hosts"),
                                    rs.getBoolean("paused"),
                                    rs.getBoolean("stuck")));
                });
        return found;
    }

    Map<Long, List<Waits>> waiting(Long[] environments) {
        Map<Long, List<Waits>> found = new HashMap<>();
        jdbc.sql(
                        """
                        select environment_id, id, version from deployment
                        where environment_id = any (:ids) and state = 'WAITING' order by id
                        """)
                .param("ids", environments)
                .query(rs -> {
                    found.computeIfAbsent(rs.getLong("environment_id"), _ -> new ArrayList<>())
                            .add(new Waits(rs.getLong("id"), rs.getString("version")));
                });
        return found;
    }

    /** By environment and name. */
    Map<Long, Map<String, Host>> hosts(Long[] environments) {
        Map<Long, Map<String, Host>> found = new HashMap<>();
        jdbc.sql(
                        """
                        select h.environment_id, h.host, h.sha256, h.version as told, h.observed,
                            h.parked, d.version
                        from host_state h
                        left join lateral (select b.version from deployment b
                            where b.environment_id = h.environment_id and b.sha256 = h.sha256
                            order by b.id desc limit 1) d on true
                        where h.environment_id = any (:ids)
                        """)
                .param("ids", environments)
                .query(rs -> {
                    found.computeIfAbsent(rs.getLong("environment_id"), _ -> new HashMap<>())
                            .put(rs.getString("host"), host(rs));
                });
        return found;
    }

    private static Host host(ResultSet rs) throws SQLException {
        return new Host(
                rs.getString("host"),
                new HostAnswer(
                        rs.getString("sha256"), rs.getString("version"), rs.getString("told")),
                DeploymentStore.instant(rs, "observed"),
                rs.getBoolean("parked"));
    }

    private static Place place(ResultSet rs, int row) throws SQLException {
        return new Place(
                rs.getLong("id"),
                rs.getLong("project_id"),
                rs.getString("name"),
                Definition.Kind.valueOf(rs.getString("kind").toUpperCase(Locale.ROOT)),
                rs.getInt("position"),
                rs.getString("repository"),
                rs.getObject("repository_id", Long.class),
                rs.getBoolean("automatic"),
                rs.getString("after"),
                rs.getBoolean("sets"),
                rs.getBoolean("gone"),
                names(rs.getArray("hosts")));
    }

    private static List<String> names(@Nullable Array array) throws SQLException {
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }
}
