package dev.fairlead.deploy;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The rows of deployments. */
@Component
class DeploymentStore {
    private final JdbcClient jdbc;
    private final JsonMapper json;

    DeploymentStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    Deployment insert(
            Environment environment,
            Target target,
            Deployment.Cause cause,
            List<String> reasons,
            @Nullable Long by) {
        return jdbc.sql(
                        """
                        insert into deployment (environment_id, environment_version, release_id,
                            version, artifact, sha256, size, cause, state, reasons, requested_by)
                        values (:environment, :environmentVersion, :release, :version, :artifact,
                            :sha256, :size, :cause, 'WAITING', :reasons::jsonb, :by)
                        returning *
                        """)
                .param("environment", environment.id())
                .param("environmentVersion", environment.version())
                .param("release", target.releaseId())
                .param("version", target.version())
                .param("artifact", target.artifact())
                .param("sha256", target.sha256())
                .param("size", target.size())
                .param("cause", cause.name())
                .param("reasons", json.writeValueAsString(reasons))
                .param("by", by)
                .query(this::deployment)
                .single();
    }

    Optional<Deployment> find(long id) {
        return jdbc.sql("select * from deployment where id = :id")
                .param("id", id)
                .query(this::deployment)
                .optional();
    }

    /** Whoever only adds rows that name it does not wait for it. */
    Deployment lock(long id) {
        return jdbc.sql("select * from deployment where id = :id for no key update")
                .param("id", id)
                .query(this::deployment)
                .single();
    }

    /** The same of the one whose step a job does, or asks about; empty for any other job. */
    Optional<Deployment> lockByJob(long job) {
        return jdbc.sql(
                        """
                        select * from deployment
                         where id = (select deployment_id from deployment_step
                                      where job = :job or asking = :job)
                           for no key update
                        """)
                .param("job", job)
                .query(this::deployment)
                .optional();
    }

    /** Newest first. */
    List<Deployment> of(long environment, int limit) {
        return jdbc.sql(
                        """
                        select * from deployment where environment_id = :environment
                        order by id desc limit :limit
                        """)
                .param("environment", environment)
                .param("limit", limit)
                .query(this::deployment)
                .list();
    }

    List<Deployment> ofRelease(long release) {
        return jdbc.sql("select * from deployment where release_id = :release order by id desc")
                .param("release", release)
                .query(this::deployment)
                .list();
    }

    /** The latest of a release that waits there for its turn, or is under way. */
    Optional<Deployment> onItsWay(long environment, long release) {
        return jdbc.sql(
                        """
                        select * from deployment
                        where environment_id = :environment and release_id = :release
                            and state in ('WAITING', 'RUNNING')
                        order by id desc limit 1
                        """)
                .param("environment", environment)
                .param("release", release)
                .query(this::deployment)
                .optional();
    }

    List<Deployment> running() {
        return jdbc.sql("select * from deployment where state = 'RUNNING' order by id")
                .query(this::deployment)
                .list();
    }

    Optional<Deployment> running(long environment) {
        return first(environment, "state = 'RUNNING'", "id");
    }

    /** What takes back the one before comes before everything that waited already. */
    Optional<Deployment> nextWaiting(long environment) {
        return first(environment, "state = 'WAITING'", "takes_back is null, id");
    }

    /** What was verified there last. */
    Optional<Deployment> lastVerified(long environment) {
        return first(environment, "state = 'VERIFIED'", "finished desc");
    }

    /** What hosts were worked on for last, however it ended; a rollback overtakes what waits. */
    Optional<Deployment> lastBegun(long environment) {
        return first(environment, "started is not null", "started desc, id desc");
    }

    /** The rollback that was verified there last. */
    Optional<Deployment> lastRollback(long environment) {
        return first(environment, "state = 'VERIFIED' and cause = 'ROLLBACK'", "finished desc");
    }

    /** What had been verified there last by an instant. */
    Optional<Deployment> verifiedAt(long environment, Instant at) {
        return jdbc.sql(
                        """
                        select * from deployment
                        where environment_id = :environment and state = 'VERIFIED'
                            and finished <= :at
                        order by finished desc limit 1
                        """)
                .param("environment", environment)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query(this::deployment)
                .optional();
    }

    /** What was under way there at an instant. */
    Optional<Deployment> runningAt(long environment, Instant at) {
        return jdbc.sql(
                        """
                        select * from deployment
                        where environment_id = :environment and started <= :at
                            and coalesce(finished, 'infinity') > :at
                        order by id desc limit 1
                        """)
                .param("environment", environment)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query(this::deployment)
                .optional();
    }

    /** The last verified one of another release than this. */
    Optional<Deployment> verifiedBefore(long environment, long release) {
        return jdbc.sql(
                        """
                        select * from deployment
                        where environment_id = :environment and state = 'VERIFIED'
                            and release_id <> :release
                        order by finished desc limit 1
                        """)
                .param("environment", environment)
                .param("release", release)
                .query(this::deployment)
                .optional();
    }

    boolean verified(long environment, long release, String sha256) {
        return jdbc.sql(
                        """
                        select exists (select 1 from deployment
                            where environment_id = :environment and release_id = :release
                                and sha256 = :sha256 and state = 'VERIFIED')
                        """)
                .param("environment", environment)
                .param("release", release)
                .param("sha256", sha256)
                .query(Boolean.class)
                .single();
    }

    /** The version of the bytes with this digest, when they were ever deployed there. */
    Optional<String> versionOf(long environment, String sha256) {
        return jdbc.sql(
                        """
                        select version from deployment
                        where environment_id = :environment and sha256 = :sha256
                        order by id desc limit 1
                        """)
                .param("environment", environment)
                .param("sha256", sha256)
                .query(String.class)
                .optional();
    }

    /**
     * @param outBefore the hosts that are out of their pools already
     */
    Deployment start(long id, int environmentVersion, Set<String> outBefore) {
        return jdbc.sql(
                        """
                        update deployment set state = 'RUNNING', started = now(),
                            environment_version = :version, out_before = :out
                        where id = :id and state = 'WAITING' returning *
                        """)
                .param("id", id)
                .param("version", environmentVersion)
                .param("out", outBefore.toArray(new String[0]))
                .query(this::deployment)
                .single();
    }

    Deployment finish(long id, Deployment.State state, String note) {
        return jdbc.sql(
                        """
                        update deployment set state = :state, note = :note, finished = now(),
                            paused = false, wake_at = null
                        where id = :id returning *
                        """)
                .param("id", id)
                .param("state", state.name())
                .param("note", note)
                .query(this::deployment)
                .single();
    }

    Deployment reopen(long id) {
        return jdbc.sql(
                        """
                        update deployment set state = 'RUNNING', note = '', finished = null,
                            stopping = false, aborting = false
                        where id = :id returning *
                        """)
                .param("id", id)
                .query(this::deployment)
                .single();
    }

    /**
     * What a deployment's course hangs on besides its row's flags.
     *
     * @param now by the database's clock, which wrote when steps ended
     */
    record Standing(int letThrough, Set<String> outBefore, Instant now) {}

    Standing standing(long id) {
        return jdbc.sql(
                        "select let_through, out_before, clock_timestamp() from deployment where id = :id")
                .param("id", id)
                .query((rs, _) ->
                        new Standing(
                                rs.getInt(1),
                                Set.of((String[]) rs.getArray(2).getArray()),
                                rs.getTimestamp(3).toInstant()))
                .single();
    }

    void wakeAt(long id, Instant at) {
        jdbc.sql("update deployment set wake_at = :at where id = :id")
                .param("id", id)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Deployments that are to be looked at by now. */
    List<Long> toWake() {
        return jdbc.sql("select id from deployment where wake_at <= clock_timestamp()")
                .query(Long.class)
                .list();
    }

    void woken(long id) {
        jdbc.sql("update deployment set wake_at = null where id = :id").param("id", id).update();
    }

    /** Pauses it until a person resumes, and says why. */
    void hold(long id, String why) {
        jdbc.sql("update deployment set paused = true, note = :why where id = :id")
                .param("id", id)
                .param("why", why)
                .update();
    }

    /**
     * @param batch the last one that may begin from now on
     */
    void resume(long id, int batch) {
        jdbc.sql(
                        """
                        update deployment set paused = false, note = '',
                            let_through = greatest(let_through, :batch)
                        where id = :id
                        """)
                .param("id", id)
                .param("batch", batch)
                .update();
    }

    void abort(long id) {
        jdbc.sql(
                        """
                        update deployment set aborting = true, stopping = true, paused = false
                        where id = :id
                        """)
                .param("id", id)
                .update();
    }

    Deployment flag(long id, boolean paused, boolean stopping) {
        return jdbc.sql(
                        """
                        update deployment set paused = :paused, stopping = :stopping
                        where id = :id returning *
                        """)
                .param("id", id)
                .param("paused", paused)
                .param("stopping", stopping)
                .query(this::deployment)
                .single();
    }

    private Optional<Deployment> first(long environment, String condition, String order) {
        return jdbc.sql(
                        "select * from deployment where environment_id = :environment and "
                                + condition
                                + " order by "
                                + order
                                + " limit 1")
                .param("environment", environment)
                .query(this::deployment)
                .optional();
    }

    private Deployment deployment(ResultSet rs, int row) throws SQLException {
        return new Deployment(
                rs.getLong("id"),
                rs.getLong("environment_id"),
                rs.getInt("environment_version"),
                rs.getLong("release_id"),
                rs.getString("version"),
                rs.getString("artifact"),
                rs.getString("sha256"),
                rs.getLong("size"),
                Deployment.Cause.valueOf(rs.getString("cause")),
                Deployment.State.valueOf(rs.getString("state")),
                rs.getBoolean("paused"),
                rs.getBoolean("stopping"),
                rs.getBoolean("aborting"),
                rs.getString("note"),
                json.readValue(rs.getString("reasons"), new TypeReference<List<String>>() {}),
                rs.getObject("requested_by", Long.class),
                rs.getTimestamp("requested").toInstant(),
                instant(rs, "started"),
                instant(rs, "finished"));
    }

    static @Nullable Instant instant(ResultSet rs, String column) throws SQLException {
        var at = rs.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
