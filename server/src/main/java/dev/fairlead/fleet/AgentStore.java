package dev.fairlead.fleet;

import dev.fairlead.identity.Secrets;
import dev.fairlead.problem.Problem;
import dev.fairlead.protocol.Registration;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Rows of agents. */
@Component
class AgentStore {
    private static final String AGENT =
            """
            select agent.*, last_seen > now() - interval '20 seconds' online,
                   (select count(distinct executor) from job
                     where job.agent = agent.id and job.state = 'running') running
              from agent
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    AgentStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    Holder register(
            String pool,
            Registration registration,
            @Nullable String identitySha256,
            String sessionSha256) {
        return jdbc.sql(
                        """
                        insert into agent (pool, name, version, executors, facts, no_builds,
                                           labels, tools, offers, identity_sha256, session_sha256,
                                           protocol)
                        values (:pool, :name, :version, :executors, :facts, :noBuilds,
                                :labels, :tools, :offers, :identity, :session, :protocol)
                        on conflict (pool, name) do update
                           set state = case agent.state when 'removed' then 'enabled'
                                                        else agent.state end,
                               version = excluded.version, executors = excluded.executors,
                               facts = excluded.facts, no_builds = excluded.no_builds,
                               labels = excluded.labels, tools = excluded.tools,
                               offers = excluded.offers,
                               identity_sha256 = excluded.identity_sha256,
                               session_sha256 = excluded.session_sha256,
                               protocol = excluded.protocol,
                               registered = now(), last_seen = now()
                        returning id, name, pool, no_builds, offers, errand, protocol
                        """)
                .param("pool", pool)
                .param("name", registration.name())
                .param("version", registration.version())
                .param("executors", registration.executors())
                .param("facts", json.writeValueAsString(registration.facts()))
                .param("noBuilds", registration.noBuilds())
                .param("labels", registration.labels().toArray(String[]::new))
                .param("tools", json.writeValueAsString(registration.tools()))
                .param("offers", offers(registration))
                .param("identity", identitySha256)
                .param("session", sessionSha256)
                .param("protocol", registration.protocol())
                .query(AgentStore::holder)
                .single();
    }

    /** Makes room for an agent that is yet to come, for one job. */
    void expect(String pool, Errands.Errand errand, String identitySha256) {
        jdbc.sql(
                        """
                        insert into agent (pool, name, version, executors, facts, labels, offers,
                                           identity_sha256, session_sha256, errand, last_seen)
                        values (:pool, :name, 'not started yet', 1, '{}', :labels, :labels,
                                :identity, :session, true, now() - interval '1 hour')
                        """)
                .param("pool", pool)
                .param("name", errand.agent())
                .param("labels", errand.labels().toArray(String[]::new))
                .param("identity", identitySha256)
                .param("session", Secrets.sha256(Secrets.random()))
                .update();
    }

    /** Its row stays, for its job names it. */
    void forgetErrand(String pool, String name) {
        jdbc.sql(
                        """
                        update agent set state = 'removed', identity_sha256 = null
                         where pool = :pool and name = :name and errand
                        """)
                .param("pool", pool)
                .param("name", name)
                .update();
    }

    /** The agent of this name, which nobody else changes until the transaction ends. */
    Optional<Identities.Known> lockKnown(String pool, String name) {
        return jdbc.sql(
                        """
                        select id, name, state, identity_sha256 from agent
                         where pool = ? and name = ? for update
                        """)
                .params(pool, name)
                .query(AgentStore::known)
                .optional();
    }

    Optional<Identities.Known> lockKnown(long id) {
        return jdbc.sql(
                        "select id, name, state, identity_sha256 from agent where id = ? for no key update")
                .param(id)
                .query(AgentStore::known)
                .optional();
    }

    /** The agent that has this identity. */
    Optional<Long> byIdentity(String sha256) {
        return jdbc.sql("select id from agent where identity_sha256 = ?")
                .param(sha256)
                .query(Long.class)
                .optional();
    }

    private static Identities.Known known(ResultSet row, int number) throws SQLException {
        return new Identities.Known(
                row.getLong("id"),
                row.getString("name"),
                state(row),
                row.getString("identity_sha256"));
    }

    private static String[] offers(Registration registration) {
        return Stream.concat(registration.labels().stream(), registration.tools().keySet().stream())
                .distinct()
                .toArray(String[]::new);
    }

    /** Finds who speaks, and remembers that it was heard; a write a second is often enough. */
    Optional<Holder> bySession(String pool, String sessionSha256, @Nullable Double load) {
        var found =
                jdbc.sql(
                                """
                                select id, name, pool, no_builds, offers, errand, protocol, state,
                                       last_seen < now() - interval '1 second' stale
                                  from agent where pool = :pool and session_sha256 = :session
                                """)
                        .param("pool", pool)
                        .param("session", sessionSha256)
                        .query((row, _) ->
                                new Seen(holder(row, 0), row.getBoolean("stale"), state(row)))
                        .optional();
        found.filter(seen -> seen.state() == AgentState.REMOVED)
                .ifPresent(seen -> {
                    throw Problem.conflict(
                            "Agent %s was removed by an administrator."
                                    .formatted(seen.holder().name()));
                });
        found.filter(Seen::stale).ifPresent(seen -> touch(seen.holder().agent(), load));
        return found.map(Seen::holder);
    }

    /** All that were not removed. */
    List<Agent> all() {
        return jdbc.sql(AGENT + " where state <> 'removed' order by pool, name")
                .query(this::agent)
                .list();
    }

    Optional<Agent> find(long id) {
        return jdbc.sql(AGENT + " where id = :id").param("id", id).query(this::agent).optional();
    }

    /** Its state, which nobody else changes until the transaction ends. */
    Optional<AgentState> lockState(long id) {
        return jdbc.sql("select state from agent where id = :id for no key update")
                .param("id", id)
                .query((row, _) -> state(row))
                .optional();
    }

    void move(long id, AgentState to) {
        jdbc.sql("update agent set state = :state where id = :id")
                .param("state", to.word())
                .param("id", id)
                .update();
    }

    private void touch(long agent, @Nullable Double load) {
        jdbc.sql(
                        "update agent set last_seen = now(), load = coalesce(:load::real, load) where id = :id")
                .param("id", agent)
                .param("load", load)
                .update();
    }

    private record Seen(Holder holder, boolean stale, AgentState state) {}

    private static AgentState state(ResultSet row) throws SQLException {
        return AgentState.of(row.getString("state"));
    }

    private static List<String> words(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }

    private static Holder holder(ResultSet row, int number) throws SQLException {
        return new Holder(
                row.getLong("id"),
                row.getString("name"),
                row.getString("pool"),
                row.getString("no_builds").isEmpty(),
                words(row, "offers"),
                row.getBoolean("errand"),
                row.getInt("protocol"));
    }

    private Agent agent(ResultSet row, int number) throws SQLException {
        return new Agent(
                row.getLong("id"),
                row.getString("name"),
                row.getString("pool"),
                state(row),
                row.getString("version"),
                row.getInt("executors"),
                json.readValue(row.getString("facts"), new TypeReference<>() {}),
                row.getObject("last_seen", OffsetDateTime.class).toInstant(),
                row.getBoolean("online"),
                row.getInt("running"),
                row.getString("no_builds"),
                words(row, "labels"),
                json.readValue(row.getString("tools"), new TypeReference<>() {}),
                row.getObject("load") == null ? null : row.getDouble("load"));
    }
}
