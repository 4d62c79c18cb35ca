package dev.fairlead.fleet;

import dev.fairlead.protocol.Heartbeat;
import dev.fairlead.protocol.Heartbeat.Begun;
import dev.fairlead.protocol.JobSpec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Rows of jobs: the queue, the leases on them, their ends. */
@Component
class JobStore {
    private final JdbcClient jdbc;
    private final JsonMapper json;

    JobStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** The jobs that wait in a pool, counted no further than the limit. */
    int queued(String pool, int limit) {
        return jdbc.sql(
                        """
                        select count(*) from (
                            select 1 from job
                             where state = 'queued' and after is null and pool = :pool limit :limit)
                        """)
                .param("pool", pool)
                .param("limit", limit)
                .query(Integer.class)
                .single();
    }

    /**
     * Jobs that follow one another, each with what it is to do; answers with their ids.
     *
     * @param after the job that the first of them follows; null for none
     */
    List<Long> insert(
            Demand demand, List<String> specs, List<Provision> provisions, @Nullable Long after) {
        return jdbc
                .sql(
                        """
                        with numbered as materialized (
                            select nextval(pg_get_serial_sequence('job', 'id')) id, work.*
                              from (select *
                                      from unnest(:specs::text[], :repositories::bigint[],
                                                  :commits::text[], :blobs::text[])
                                           with ordinality
                                           as given (spec, repository, commit, blob, place)
                                     order by place) work)
                        insert into job (id, pool, wanted_agent, priority, project, labels, spec,
                                         source_repository, source_commit, blob, after,
                                         on_request, purpose)
                            overriding system value
                        select id, :pool, :wanted::text, :priority, :project, :labels::text[], spec,
                               repository, commit, blob, coalesce(lag(id) over (order by place), :after::bigint),
                               place = 1 and :after::bigint is not null, :purpose
                          from numbered
                        returning id
                        """)
                .param("pool", demand.pool())
                .param("wanted", demand.agent())
                .param("priority", demand.priority())
                .param("project", demand.project())
                .param("labels", demand.labels().toArray(String[]::new))
                .param("purpose", demand.purpose())
                .param("after", after)
                .param("specs", specs.toArray(String[]::new))
                .param(
                        "repositories",
                        provisions.stream().map(Provision::repository).toArray(Long[]::new))
                .param("commits", provisions.stream().map(Provision::commit).toArray(String[]::new))
                .param("blobs", provisions.stream().map(Provision::sha256).toArray(String[]::new))
                .query(Long.class)
                .list()
                .stream()
                .sorted()
                .toList();
    }

    /**
     * A job that was given away.
     *
     * @param followed whether others follow it
     */
    record Link(JobRow row, boolean followed) {
        private static Link of(ResultSet row, int number) throws SQLException {
            return new Link(JobRow.of(row, number), row.getBoolean("followed"));
        }
    }

    /**
     * A job whose end is told.
     *
     * @param log how far its log has come
     */
    record Ending(JobRow row, LogStore.Head log) {
        private static Ending of(ResultSet row, int number) throws SQLException {
            return new Ending(JobRow.of(row, number), LogStore.head(row, number));
        }
    }

    /** The one statement that gives a job away. */
    Optional<Link> claim(Holder holder, int executor, Duration lease) {
        return claim(Claim.SQL, holder, executor, lease);
    }

    Optional<Link> claimUnlessLocked(Holder holder, int executor, Duration lease) {
        return claim(Claim.UNLESS_LOCKED, holder, executor, lease);
    }

    private Optional<Link> claim(String sql, Holder holder, int executor, Duration lease) {
        return given(sql, holder, executor, lease)
                .param("pool", holder.pool())
                .param("wanted", holder.wanted())
                .param("offers", holder.offers().toArray(String[]::new))
                .query(Link::of)
                .optional();
    }

    /**
     * Gives the jobs that follow another, in their order, to who was given that one.
     *
     * @param asked whether those that were queued later, or those that belong to it
     */
    List<JobRow> claimFollowers(
            long id, boolean asked, Holder holder, int executor, Duration lease) {
        return given(Claim.FOLLOWERS, holder, executor, lease)
                .param("id", id)
                .param("asked", asked)
                .query(JobRow::of)
                .list()
                .stream()
                .sorted(Comparator.comparingLong(row -> row.job().fence()))
                .toList();
    }

    private StatementSpec given(String sql, Holder holder, int executor, Duration lease) {
        return jdbc.sql(sql)
                .param("agent", holder.agent())
                .param("name", holder.name())
                .param("executor", executor)
                .param("lease", lease.toMillis());
    }

    /** The job that follows this one, unless it has ended. */
    Optional<JobRow> lockFollower(long id) {
        return jdbc.sql(
                        """
                        select * from job where after = :id and state in ('queued', 'running')
                           for no key update
                        """)
                .param("id", id)
                .query(JobRow::of)
                .optional();
    }

    /**
     * Whether its end has not come yet, and does not until the transaction ends. Waits for nobody:
     * who tells of an end holds the job, and waits for what the caller may hold.
     */
    boolean isUnderWay(long id) {
        return jdbc.sql(
                        """
                        select id from job where id = :id and state in ('queued', 'running')
                           for no key update skip locked
                        """)
                .param("id", id)
                .query(Long.class)
                .optional()
                .isPresent();
    }

    /** What it leads to is not to be begun. */
    void recall(long id) {
        jdbc.sql("insert into job_recall (job) values (:id) on conflict do nothing")
                .param("id", id)
                .update();
    }

    /** Whether what was queued to follow a job may be begun by an agent. */
    boolean mayFollow(long id, long agent) {
        return jdbc.sql(
                        """
                        with allowed as (
                            select id from agent where id = :agent and state = 'enabled' for share)
                        select exists (select from allowed)
                            and not exists (
                                select from job_recall join job on job.id = job_recall.job
                                 where job.after = :id)
                        """)
                .param("id", id)
                .param("agent", agent)
                .query(Boolean.class)
                .single();
    }

    /** A job of a project that waits. */
    record Queued(long id, String pool, long project) {}

    List<Queued> queuedIn(String pool) {
        return jdbc.sql(
                        """
                        select id, pool, project from job
                         where state = 'queued' and after is null and pool = ? and project > 0
                         order by id
                        """)
                .param(pool)
                .query(Queued.class)
                .list();
    }

    List<Queued> queuedOf(long project) {
        return jdbc.sql(
                        """
                        select id, pool, project from job
                         where state = 'queued' and after is null and project = ? order by id
                        """)
                .param(project)
                .query(Queued.class)
                .list();
    }

    /** The first queued job of a pool that any agent may run; nobody else gets it meanwhile. */
    Optional<Job> forErrand(String pool) {
        return jdbc.sql(
                        """
                        select * from job
                         where state = 'queued' and after is null and pool = :pool
                           and wanted_agent is null
                         order by -priority, id limit 1 for update skip locked
                        """)
                .param("pool", pool)
                .query(JobRow::jobOf)
                .optional();
    }

    void want(long id, String agent) {
        jdbc.sql("update job set wanted_agent = :agent where id = :id")
                .param("id", id)
                .param("agent", agent)
                .update();
    }

    /**
     * The job that this executor was given and never heard of, and those that follow it, with their
     * leases renewed.
     */
    List<JobRow> given(Holder holder, int executor, Duration lease) {
        return jdbc.sql(
                        """
                        with given as (
                            update job set lease_until = now() + :lease * interval '1 ms'
                             where state = 'running' and agent = :agent and executor = :executor
                            returning *)
                        select * from given order by fence
                        """)
                .param("agent", holder.agent())
                .param("executor", executor)
                .param("lease", lease.toMillis())
                .query(JobRow::of)
                .list();
    }

    Optional<JobRow> find(long id) {
        return jdbc.sql("select * from job where id = :id")
                .param("id", id)
                .query(JobRow::of)
                .optional();
    }

    List<Begun> begun(long id) {
        return jdbc.sql(
                        """
                        select name, line from job, unnest(begun_names, begun_lines) as b (name, line)
                         where id = :id
                        """)
                .param("id", id)
                .query((row, _) -> new Begun(row.getString("name"), row.getLong("line")))
                .list();
    }

    /** The facts of the agent that claimed it, as they were stored. */
    Optional<String> factsOfAgent(long id) {
        return jdbc.sql(
                        """
                        select agent.facts from job join agent on agent.id = job.agent
                         where job.id = :id
                        """)
                .param("id", id)
                .query(String.class)
                .optional();
    }

    /** Keeps everybody else from changing the job until the transaction ends. */
    Optional<JobRow> lock(long id) {
        return jdbc.sql("select * from job where id = :id for no key update")
                .param("id", id)
                .query(JobRow::of)
                .optional();
    }

    /** The same for several whose end is told, by their ids. */
    Map<Long, Ending> lockEnding(List<Long> ids) {
        return jdbc
                .sql("select * from job where id = any(:ids) order by id for no key update")
                .param("ids", ids.toArray(Long[]::new))
                .query(Ending::of)
                .list()
                .stream()
                .collect(Collectors.toMap(one -> one.row().job().id(), Function.identity()));
    }

    List<Job> heldBy(long agent) {
        return jdbc.sql(
                        "select * from job where state = 'running' and agent = :agent order by fence")
                .param("agent", agent)
                .query(JobRow::jobOf)
                .list();
    }

    /** The job of each executor, without those that follow it. */
    List<AgentJob> runningOn(long agent) {
        return jdbc.sql(
                        """
                        select distinct on (executor) * from job
                         where state = 'running' and agent = :agent
                         order by executor, fence
                        """)
                .param("agent", agent)
                .query(this::agentJob)
                .list();
    }

    List<AgentJob> ranOn(long agent, long before, int limit) {
        return jdbc.sql(
                        """
                        select * from job
                         where agent = :agent and state <> 'running' and id < :before
                         order by id desc limit :limit
                        """)
                .param("agent", agent)
                .param("before", before)
                .param("limit", limit)
                .query(this::agentJob)
                .list();
    }

    private AgentJob agentJob(ResultSet row, int number) throws SQLException {
        var spec = json.readValue(row.getString("spec"), JobSpec.class);
        return AgentJob.of(JobRow.jobOf(row, number), spec, row.getString("step"));
    }

    /** What a heartbeat is told. */
    record Renewed(boolean cancelled, boolean recalled) {}

    /**
     * Renews the lease, and those of the jobs that follow. Empty when it is not held so. Those that
     * another heartbeat of the row is just renewing are left to it: who waited for rows while it
     * holds one would sooner or later wait for somebody who waits for that.
     */
    Optional<Renewed> renew(
            Holder holder, long id, Heartbeat heartbeat, Duration lease, String step) {
        return jdbc.sql(
                        """
                        with held as (
                            update job set lease_until = now() + :lease * interval '1 ms',
                                   step = :step, begun_names = :names, begun_lines = :lines
                             where id = :id and fence = :fence and agent = :agent
                               and state = 'running'
                            returning executor, cancel_reason is not null cancelled),
                        free as (
                            select job.id from job, held
                             where job.state = 'running' and job.agent = :agent
                               and job.executor = held.executor and job.after is not null
                               and job.id <> :id
                               for no key update of job skip locked),
                        following as (
                            update job set lease_until = now() + :lease * interval '1 ms'
                              from free where job.id = free.id)
                        select cancelled,
                               exists (select from job_recall where job = :id) recalled
                          from held
                        """)
                .param("id", id)
                .param("fence", heartbeat.fence())
                .param("agent", holder.agent())
                .param("lease", lease.toMillis())
                .param("step", step)
                .param("names", heartbeat.begun().stream().map(Begun::name).toArray(String[]::new))
                .param(
                        "lines",
                        heartbeat.begun().stream().map(Begun::firstLine).toArray(Long[]::new))
                .query(Renewed.class)
                .optional();
    }

    /** One job whose lease has run out; nobody else gets it until the transaction ends. */
    Optional<Long> expired() {
        return jdbc.sql(
                        """
                        select id from job where state = 'running' and lease_until < now()
                         order by lease_until limit 1 for update skip locked
                        """)
                .query(Long.class)
                .optional();
    }

    /**
     * @param ageMillis how long ago it ended, as far as its agent may say that
     * @param tookMillis how long before that it was begun, which is later than it was given where
     *     it waited for others; null where nobody says
     */
    Job end(
            long id,
            JobState state,
            String outcomeSha256,
            long ageMillis,
            @Nullable Long tookMillis) {
        return jdbc.sql(
                        """
                        update job set state = lower(:state), lease_until = null,
                               finished = greatest(started, now() - :age * interval '1 ms'),
                               started = greatest(
                                   started,
                                   now() - (:age + cast(:took as bigint)) * interval '1 ms'),
                               outcome_sha256 = :outcome
                         where id = :id returning *
                        """)
                .param("id", id)
                .param("state", state.name())
                .param("outcome", outcomeSha256)
                .param("age", ageMillis)
                .param("took", tookMillis)
                .query(JobRow::jobOf)
                .single();
    }

    void askToEnd(long id, String why) {
        jdbc.sql("update job set cancel_reason = coalesce(cancel_reason, :why) where id = :id")
                .param("id", id)
                .param("why", why)
                .update();
    }
}
