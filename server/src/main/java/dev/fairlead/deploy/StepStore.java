package dev.fairlead.deploy;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The journals of deployments. */
@Component
class StepStore {
    /** A step that has ended, with the times that its agent says. */
    private static final String AS_IT_WAS =
            """
            update deployment_step
               set issued = greatest(issued, cast(:began as timestamptz)),
                   finished = greatest(issued, cast(:ended as timestamptz))
             where id = :id and finished is not null
            returning state, finished
            """;

    private final JdbcClient jdbc;

    StepStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void plan(long deployment, List<JournalPlan.Planned> steps) {
        plan(deployment, steps, 1);
    }

    /** Plans a step once more; what came before stays in the journal. */
    void again(Step step) {
        var planned =
                new JournalPlan.Planned(
                        step.host(), step.position(), step.batch(), step.name(), step.part());
        plan(step.deployment(), List.of(planned), step.attempt() + 1);
    }

    private void plan(long deployment, List<JournalPlan.Planned> steps, int attempt) {
        jdbc.sql(
                        """
                        insert into deployment_step
                            (deployment_id, host, position, batch, name, part, attempt, state)
                        select :deployment, host, position, batch, name, part, :attempt, 'PLANNED'
                          from unnest(:hosts::text[], :positions::int[], :batches::int[],
                                      :names::text[], :parts::int[])
                               with ordinality as step (host, position, batch, name, part, place)
                         order by place
                        """)
                .param("deployment", deployment)
                .param("attempt", attempt)
                .param(
                        "hosts",
                        steps.stream().map(JournalPlan.Planned::host).toArray(String[]::new))
                .param(
                        "positions",
                        steps.stream().map(JournalPlan.Planned::position).toArray(Integer[]::new))
                .param(
                        "batches",
                        steps.stream().map(JournalPlan.Planned::batch).toArray(Integer[]::new))
                .param("names", steps.stream().map(one -> one.name().name()).toArray(String[]::new))
                .param(
                        "parts",
                        steps.stream().map(JournalPlan.Planned::part).toArray(Integer[]::new))
                .update();
    }

    List<Step> of(long deployment) {
        return jdbc.sql("select * from deployment_step where deployment_id = :id order by id")
                .param("id", deployment)
                .query(StepStore::step)
                .list();
    }

    /** The step that a job does, or asks about. */
    Optional<Step> byJob(long job) {
        return jdbc.sql("select * from deployment_step where job = :job or asking = :job")
                .param("job", job)
                .query(StepStore::step)
                .optional();
    }

    Step get(long id) {
        return jdbc.sql("select * from deployment_step where id = :id")
                .param("id", id)
                .query(StepStore::step)
                .single();
    }

    /**
     * Steps that begin now.
     *
     * @param jobs that do the steps, in their order
     */
    void issue(List<Long> steps, List<Long> jobs) {
        issue(steps, jobs, true);
    }

    /**
     * Steps that begin when an agent asks for them, as those before have ended well.
     *
     * @param jobs that do the steps, in their order
     */
    void prepare(List<Long> steps, List<Long> jobs) {
        issue(steps, jobs, false);
    }

    private void issue(List<Long> steps, List<Long> jobs, boolean begin) {
        jdbc.sql(
                        """
                        update deployment_step set state = 'ISSUED', job = given.job,
                               issued = case when :begin then now() end
                          from unnest(:steps::bigint[], :jobs::bigint[]) given (id, job)
                         where deployment_step.id = given.id and state = 'PLANNED'
                        """)
                .param("begin", begin)
                .param("steps", steps.toArray(Long[]::new))
                .param("jobs", jobs.toArray(Long[]::new))
                .update();
    }

    /** One that was given ahead, and that nobody began. */
    void withdraw(long id) {
        jdbc.sql(
                        """
                        update deployment_step
                        set state = 'PLANNED', job = null, fence = null, issued = null
                        where id = :id and state = 'ISSUED'
                        """)
                .param("id", id)
                .update();
    }

    /**
     * A step that has ended is written down as it was; the time of what was given with it, and
     * follows it, runs from its end on. False: nothing was.
     *
     * @param began as its agent says, and so when it ended: no step begins before the one that it
     *     follows
     */
    boolean follow(Step step, Instant began, Instant ended) {
        return jdbc.sql(
                                """
                                with ended as (%s)
                                update deployment_step
                                set issued = coalesce((select finished from ended), now())
                                where deployment_id = :deployment and host = :host and batch = :batch
                                    and state = 'ISSUED' and issued is not null and job > :job
                                """
                                        .formatted(AS_IT_WAS))
                        .param("id", step.id())
                        .param("began", began.atOffset(ZoneOffset.UTC))
                        .param("ended", ended.atOffset(ZoneOffset.UTC))
                        .param("deployment", step.deployment())
                        .param("host", step.host())
                        .param("batch", step.batch())
                        .param("job", step.job())
                        .update()
                > 0;
    }

    /** The same of one that others are done beside; whether it was done, and they still are. */
    boolean endsBesideOthers(Step step, Instant began, Instant ended) {
        return jdbc.sql(
                        """
                        with ended as (%s)
                        select exists (select from ended where state = 'DONE')
                            and exists (select from deployment_step
                                where deployment_id = :deployment and name = :name
                                  and state = 'ISSUED')
                        """
                                .formatted(AS_IT_WAS))
                .param("id", step.id())
                .param("began", began.atOffset(ZoneOffset.UTC))
                .param("ended", ended.atOffset(ZoneOffset.UTC))
                .param("deployment", step.deployment())
                .param("name", step.name().name())
                .query(Boolean.class)
                .single();
    }

    /** The step goes on by another job. */
    void lookBy(long id, long job) {
        jdbc.sql("update deployment_step set job = :job, fence = null where id = :id")
                .param("id", id)
                .param("job", job)
                .update();
    }

    /**
     * Answers with the deployments whose steps the jobs do; none for any other jobs.
     *
     * @param fences by the ids of the jobs
     */
    Set<Long> claimed(Map<Long, Long> fences) {
        return jdbc.sql(
                        """
                        update deployment_step
                           set fence = given.fence, issued = coalesce(issued, now())
                          from unnest(:jobs::bigint[], :fences::bigint[]) given (job, fence)
                         where deployment_step.job = given.job
                        returning deployment_id
                        """)
                .param("jobs", fences.keySet().toArray(Long[]::new))
                .param("fences", fences.values().toArray(Long[]::new))
                .query(Long.class)
                .set();
    }

    void end(long id, StepState state, String note, @Nullable Integer sessions) {
        jdbc.sql(
                        """
                        update deployment_step set state = :state, note = :note,
                            sessions = coalesce(:sessions::int, sessions), finished = now(),
                            asking = null, ask_after = null, stuck = false
                        where id = :id
                        """)
                .param("id", id)
                .param("state", state.name())
                .param("note", note)
                .param("sessions", sessions)
                .update();
    }

    void lose(long id, String note) {
        jdbc.sql("update deployment_step set state = 'UNKNOWN', note = :note where id = :id")
                .param("id", id)
                .param("note", note)
                .update();
    }

    boolean mayAsk(long id) {
        return jdbc.sql(
                        """
                        select ask_after is null or ask_after <= clock_timestamp()
                        from deployment_step where id = :id
                        """)
                .param("id", id)
                .query(Boolean.class)
                .single();
    }

    void ask(long id, long job) {
        jdbc.sql("update deployment_step set asking = :job, ask_after = null where id = :id")
                .param("id", id)
                .param("job", job)
                .update();
    }

    void askAgainAfter(long id, Duration pause, String note) {
        jdbc.sql(
                        """
                        update deployment_step set asking = null, note = :note,
                            ask_after = clock_timestamp() + make_interval(secs => :seconds)
                        where id = :id
                        """)
                .param("id", id)
                .param("note", note)
                .param("seconds", pause.toMillis() / 1000.0)
                .update();
    }

    /** A person has to look. */
    void stuck(long id, String note) {
        jdbc.sql(
                        """
                        update deployment_step set stuck = true, note = :note, asking = null
                        where id = :id
                        """)
                .param("id", id)
                .param("note", note)
                .update();
    }

    /** Deployments with a step whose host is to be asked again by now. */
    List<Long> toAsk() {
        return jdbc.sql(
                        """
                        select distinct deployment_id from deployment_step
                        where state = 'UNKNOWN' and ask_after <= clock_timestamp()
                        """)
                .query(Long.class)
                .list();
    }

    private static Step step(ResultSet rs, int row) throws SQLException {
        return new Step(
                rs.getLong("id"),
                rs.getLong("deployment_id"),
                rs.getString("host"),
                rs.getInt("position"),
                rs.getInt("batch"),
                StepName.valueOf(rs.getString("name")),
                rs.getInt("part"),
                rs.getInt("attempt"),
                StepState.valueOf(rs.getString("state")),
                rs.getObject("fence", Long.class),
                rs.getObject("job", Long.class),
                rs.getObject("asking", Long.class),
                rs.getString("note"),
                rs.getBoolean("stuck"),
                rs.getObject("sessions", Integer.class),
                DeploymentStore.instant(rs, "issued"),
                DeploymentStore.instant(rs, "finished"));
    }
}
