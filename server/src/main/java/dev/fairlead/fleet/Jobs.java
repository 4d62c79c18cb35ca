package dev.fairlead.fleet;

import dev.fairlead.problem.Problem;
import dev.fairlead.protocol.Heartbeat;
import dev.fairlead.protocol.JobSpec;
import dev.fairlead.protocol.PoolName;
import dev.fairlead.work.Signals;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The queue that agents claim from. */
@Component
public class Jobs {
    /** The pool that builds branches and releases, unless their plan names another. */
    public static final String BUILD_POOL = PoolName.BUILDS;

    /** The pool that touches hosts. */
    public static final String DEPLOY_POOL = "deploy";

    /** The jobs that may wait in one pool. */
    static final int MOST_QUEUED = 5_000;

    private final JobStore jobs;
    private final JobEnds ends;
    private final JobLogs logs;
    private final WaitReasons reasons;
    private final List<JobTrouble> troubles;
    private final Signals signals;
    private final Wakes wakes;
    private final JsonMapper json;
    private final TransactionTemplate transaction;

    Jobs(
            JobStore jobs,
            JobEnds ends,
            JobLogs logs,
            WaitReasons reasons,
            List<JobTrouble> troubles,
            Signals signals,
            Wakes wakes,
            JsonMapper json,
            TransactionTemplate transaction) {
        this.jobs = jobs;
        this.ends = ends;
        this.logs = logs;
        this.reasons = reasons;
        this.troubles = troubles;
        this.signals = signals;
        this.wakes = wakes;
        this.json = json;
        this.transaction = transaction;
    }

    /**
     * Queues a job of no project that needs no labels, in the current transaction.
     *
     * @param wantedAgent the one agent that may run it, or null for any of the pool
     * @param provision what its agent may fetch
     * @throws Problem 429 when the queue is full
     */
    public long queue(
            String pool,
            @Nullable String wantedAgent,
            int priority,
            JobSpec spec,
            Provision provision) {
        return queue(Demand.of(pool, wantedAgent, priority), spec, provision);
    }

    /**
     * Queues a job in the current transaction; agents are woken after the commit.
     *
     * @throws Problem 429 when the queue is full
     */
    public long queue(Demand demand, JobSpec spec, Provision provision) {
        return queue(demand, List.of(new Work(spec, provision))).getFirst();
    }

    /** What one of several jobs is to do, and what its agent may fetch for it. */
    public record Work(JobSpec spec, Provision provision) {}

    /**
     * Queues jobs that follow one another: whoever is given the first is given all of them, and
     * begins each at once when the one before has ended well. Else what follows is withdrawn.
     *
     * @return their ids, which rise
     * @throws Problem 429 when the queue is full
     */
    public List<Long> queue(Demand demand, List<Work> row) {
        requireRoom(demand.pool());
        var ids = insert(demand, row, null);
        wakes.queued(demand.pool(), ids.getFirst());
        return ids;
    }

    /**
     * Queues jobs that follow one which an agent has: it asks for them when that has ended well.
     * Else they are withdrawn. Nothing is queued after one that has ended, or whose end is just
     * being told: nobody would ask for it.
     *
     * @return their ids, which rise; empty for none
     */
    public List<Long> queueAfter(long job, Demand demand, List<Work> row) {
        return jobs.isUnderWay(job) ? insert(demand, row, job) : List.of();
    }

    private List<Long> insert(Demand demand, List<Work> row, @Nullable Long after) {
        var specs = row.stream().map(work -> written(work.spec())).toList();
        return jobs.insert(demand, specs, row.stream().map(Work::provision).toList(), after);
    }

    private String written(JobSpec spec) {
        return json.writerFor(JobSpec.class).writeValueAsString(spec);
    }

    private void requireRoom(String pool) {
        if (jobs.queued(pool, MOST_QUEUED) >= MOST_QUEUED) {
            throw Problem.tooMany(
                    "The queue of pool %s holds %d jobs, which is its limit. Try again when agents have worked some off."
                            .formatted(pool, MOST_QUEUED));
        }
    }

    public Job get(long id) {
        return jobs.find(id).orElseThrow(() -> noSuch(id)).job();
    }

    /** What its agent is to do. */
    public JobSpec spec(long id) {
        var row = jobs.find(id).orElseThrow(() -> noSuch(id));
        return json.readValue(row.spec(), JobSpec.class);
    }

    /** What the agent that has or had the job says of its machine; empty before one has it. */
    public Map<String, String> factsOfAgent(long id) {
        return jobs.factsOfAgent(id)
                .map(facts -> json.readValue(facts, new TypeReference<Map<String, String>>() {}))
                .orElse(Map.of());
    }

    /** Asks for an end: a queued job ends now, a running one when its agent has killed it. */
    public void cancel(long id, String why) {
        transaction.executeWithoutResult(_ -> {
            var state = jobs.lock(id).orElseThrow(() -> noSuch(id)).job().state();
            if (state == JobState.QUEUED) {
                ends.cancelled(id, why, "");
            } else if (state == JobState.RUNNING) {
                jobs.askToEnd(id, why);
                signals.raise(cancelTopic(id));
            }
        });
    }

    /** What follows the job is not begun, if its agent hears of that in time. */
    public void recall(long id) {
        jobs.recall(id);
        signals.raise(cancelTopic(id));
    }

    /** Ends a job that no agent has; false for any other. */
    public boolean cancelQueued(long id, String why) {
        return Boolean.TRUE.equals(
                transaction.execute(_ -> {
                    var state = jobs.lock(id).orElseThrow(() -> noSuch(id)).job().state();
                    if (state == JobState.QUEUED) {
                        ends.cancelled(id, why, "");
                    }
                    return state == JobState.QUEUED;
                }));
    }

    /** Why a queued job waits, in a sentence; empty when nothing but its turn. */
    public String whyWaiting(long id) {
        var job = get(id);
        if (job.state() != JobState.QUEUED) {
            return "";
        }
        return troubles.stream()
                .flatMap(trouble -> trouble.of(id).stream())
                .findFirst()
                .orElseGet(() -> reasons.of(job));
    }

    /**
     * A part of a log: lines from {@code firstLine} (0-based; a negative number counts from the
     * log's end), at most {@code limit} of them.
     */
    public LogPart log(long id, long firstLine, int limit) {
        return logs.part(id, firstLine, limit);
    }

    /** The numbers of the first lines that hold a text, in any case. */
    public List<Long> search(long id, String text, int limit) {
        return logs.search(id, text, limit);
    }

    /** What the agent began so far: names, and the first lines of their logs. */
    public List<Heartbeat.Begun> begun(long id) {
        return jobs.begun(id);
    }

    /** The whole log as text. */
    public void writeLog(long id, OutputStream out) throws IOException {
        logs.write(id, out);
    }

    /** Forgets the log and the files of a job that has ended, in the current transaction. */
    public void letGo(long id) {
        logs.letGo(id);
    }

    /** The signal topic raised when lines of this job's log arrive, and when it ends. */
    public static String logTopic(long id) {
        return "log:" + id;
    }

    static String cancelTopic(long id) {
        return "cancel:" + id;
    }

    static String queueTopic(String pool) {
        return "queue:" + pool;
    }

    static Problem noSuch(long id) {
        return Problem.notFound("There is no job " + id + ".");
    }

    /**
     * Lines of a log.
     *
     * @param lines the text of each, without its end
     * @param next the line to ask for next
     * @param complete whether the log has ended and holds nothing after {@code next}
     * @param total how many lines it has now
     * @param times when each line was written, to a tenth of a second; empty where it is not known
     */
    public record LogPart(
            long firstLine,
            List<String> lines,
            long next,
            boolean complete,
            long total,
            List<Instant> times) {
        /** Of a job that never wrote a line. */
        public static final LogPart NOTHING = new LogPart(0, List.of(), 0, true, 0, List.of());
    }
}
