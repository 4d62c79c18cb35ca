package dev.fairlead.fleet;

/** How a job is given away: one statement, whatever is queued. */
final class Claim {
    /** What giving a job away does to its row. */
    private static final String GIVEN =
            """
            update job set state = 'running', fence = nextval('fence'),
                   agent = :agent, agent_name = :name, executor = :executor,
                   started = now(), lease_until = now() + :lease * interval '1 ms'
            """;

    /** A column: whether others follow the job. */
    static final String FOLLOWED = "exists (select from job f where f.after = job.id) followed";

    /**
     * The most urgent job that the agent may run; of those, one of the project that has the fewest
     * running in the pool; of those, the oldest.
     *
     * <p>Queued jobs of one priority, project and demand stand in a row of the index {@code
     * job_claim}. {@code head} jumps from the first job of one row to that of the next, a look into
     * the index each, so that thousands of jobs which this agent may not run, or which a busy
     * project has queued, cost no more than one. Then the rows are tried in the order of their turn
     * until one has a job that nobody else is just claiming.
     *
     * <p>The agent's row is locked only when there is a job, so that whoever drains the agent
     * meanwhile is either seen here or sees the job.
     */
    private static final String STATEMENT =
            """
            with recursive head as (
                (select -priority urgency, project, labels, coalesce(wanted_agent, '') wanted, id
                   from job
                  where state = 'queued' and after is null and pool = :pool
                  order by -priority, project, labels, coalesce(wanted_agent, ''), id
                  limit 1)
                union all
                select further.*
                  from head cross join lateral (
                    select -priority, project, labels, coalesce(wanted_agent, ''), id
                      from job
                     where state = 'queued' and after is null and pool = :pool
                       and (-priority, project, labels, coalesce(wanted_agent, ''))
                           > (head.urgency, head.project, head.labels, head.wanted)
                     order by -priority, project, labels, coalesce(wanted_agent, ''), id
                     limit 1) further),
            busy as materialized (
                select project, count(*) running
                  from job where state = 'running' and pool = :pool group by project),
            turn as (
                select head.*
                  from head left join busy using (project)
                 where head.labels <@ cast(:offers as text[]) and head.wanted = any (cast(:wanted as text[]))
                 order by head.urgency, coalesce(busy.running, 0), head.id),
            next as (
                select first.id
                  from turn cross join lateral (
                    select id from job
                     where state = 'queued' and after is null and pool = :pool
                       and -priority = turn.urgency and project = turn.project and labels = turn.labels
                       and coalesce(wanted_agent, '') = turn.wanted
                     order by id limit 1 for update skip locked) first
                 limit 1),
            allowed as (
                select id from agent
                 where id = :agent and state = 'enabled' and exists (select from next)
                   for share %s)
            %s
              from next, allowed where job.id = next.id
            returning job.*, %s
            """;

    static final String SQL = STATEMENT.formatted("", GIVEN, FOLLOWED);

    /** Waits for nobody: for a transaction that holds rows which the others may wait for. */
    static final String UNLESS_LOCKED = STATEMENT.formatted("skip locked", GIVEN, FOLLOWED);

    /**
     * The jobs that follow one which was given, one after the other, with rising fences: those that
     * are given with it, or those that were queued later, up to the next that is to be asked for.
     */
    static final String FOLLOWERS =
            """
            with recursive chain (id, place) as (
                select id, 1 from job
                 where after = :id and state = 'queued' and on_request = :asked
                union all
                select job.id, place + 1
                  from chain join job on job.after = chain.id
                 where state = 'queued' and not on_request),
            fenced as materialized (
                select id, nextval('fence') next
                  from (select id from chain order by place) in_order)
            %s from fenced where job.id = fenced.id
            returning job.*
            """
                    .formatted(GIVEN.replace("nextval('fence')", "next"));

    private Claim() {}
}
