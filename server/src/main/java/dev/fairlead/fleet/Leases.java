package dev.fairlead.fleet;

import static java.util.stream.Collectors.toSet;

import dev.fairlead.platform.Settings;
import dev.fairlead.problem.Problem;
import dev.fairlead.protocol.Assignment;
import dev.fairlead.protocol.Heartbeat;
import dev.fairlead.protocol.HeartbeatAnswer;
import dev.fairlead.protocol.JobSpec;
import dev.fairlead.protocol.Protocol;
import dev.fairlead.protocol.StoredFile;
import dev.fairlead.work.Signals;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Gives jobs away, one holder at a time, and keeps what it gave as long as it is heard of. */
@Component
public class Leases {
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final int LONGEST_STEP = 200;
    private static final int MOST_STEPS = 60;

    private final JobStore jobs;
    private final Refusals refusals;
    private final Signals signals;
    private final Wakes wakes;
    private final ApplicationEventPublisher events;
    private final JsonMapper json;
    private final TransactionTemplate transaction;
    private final ObjectProvider<JobSecrets> secrets;
    private final Duration lease;
    private final Map<String, Lock> turnstiles = new ConcurrentHashMap<>();
    private volatile boolean closing;

    Leases(
            JobStore jobs,
            Refusals refusals,
            Signals signals,
            Wakes wakes,
            ApplicationEventPublisher events,
            JsonMapper json,
            TransactionTemplate transaction,
            ObjectProvider<JobSecrets> secrets,
            Settings settings) {
        this.jobs = jobs;
        this.refusals = refusals;
        this.signals = signals;
        this.wakes = wakes;
        this.events = events;
        this.json = json;
        this.transaction = transaction;
        this.secrets = secrets;
        lease = settings.lease();
    }

    /** Claims a job for an executor, waiting for one; empty when the time is up. */
    public Optional<Assignment> claim(Holder holder, int executor, Duration wait)
            throws InterruptedException {
        var given = jobs.given(holder, executor, lease);
        if (!given.isEmpty()) {
            return Optional.of(assignment(given));
        }
        var most = Math.min(wait.toNanos(), Duration.ofSeconds(Protocol.CLAIM_SECONDS).toNanos());
        var end = System.nanoTime() + most;
        try (var watch = signals.watch(Jobs.queueTopic(holder.pool()))) {
            var claimed = transaction.execute(_ -> claimNow(holder, executor));
            var left = end - System.nanoTime();
            while (claimed.isEmpty() && left > 0 && !closing) {
                watch.await(Duration.ofNanos(Math.min(left, POLL.toNanos())));
                claimed = claimIfQueued(holder, executor);
                left = end - System.nanoTime();
            }
            return claimed.map(this::assignment);
        }
    }

    /**
     * One executor of a pool after the other: a job that was queued wakes all that wait, and but
     * for the first they learn by a short question that it is gone.
     */
    private Optional<List<JobRow>> claimIfQueued(Holder holder, int executor)
            throws InterruptedException {
        var turnstile = turnstiles.computeIfAbsent(holder.pool(), _ -> new ReentrantLock());
        turnstile.lockInterruptibly();
        try {
            return jobs.queued(holder.pool(), 1) > 0
                    ? transaction.execute(_ -> claimNow(holder, executor))
                    : Optional.empty();
        } finally {
            turnstile.unlock();
        }
    }

    /**
     * Holds the lease for another while, and keeps the answer back as long as the agent waits for
     * one and nobody cancels the job or recalls what follows it.
     *
     * @throws Problem 409 when the holder does not hold the job under this fence
     */
    public HeartbeatAnswer heartbeat(Holder holder, long job, Heartbeat heartbeat)
            throws InterruptedException {
        try (var watch = signals.watch(Jobs.cancelTopic(job))) {
            var answer = renewed(holder, job, heartbeat);
            var mayWait = !answer.cancelled() && !answer.recalled() && !closing;
            return mayWait && watch.await(heartbeat.patience())
                    ? renewed(holder, job, heartbeat)
                    : answer;
        }
    }

    /**
     * What was queued to follow a job that its holder is at, or is about to tell the end of, with
     * what follows that. Empty for nothing, where it was recalled, where the job is not held any
     * more, and for an agent that is to take no further one.
     */
    public Optional<Assignment> next(Holder holder, long job, long fence, int executor) {
        return transaction
                .execute(_ ->
                        jobs.lock(job)
                                .filter(row -> Refusals.holds(holder, fence, row))
                                .filter(_ -> holder.takesFollowers() && !closing)
                                .filter(_ -> jobs.mayFollow(job, holder.agent()))
                                .map(row -> followers(row.job().id(), holder, executor)))
                .filter(rows -> !rows.isEmpty())
                .map(this::assignment);
    }

    private List<JobRow> followers(long job, Holder holder, int executor) {
        var rows = jobs.claimFollowers(job, true, holder, executor, lease);
        return rows.isEmpty() ? rows : heard(rows);
    }

    private List<JobRow> heard(List<JobRow> claimed) {
        var all = claimed.stream().map(JobRow::job).toList();
        events.publishEvent(new JobEvent.Claimed(all.getFirst(), all.subList(1, all.size())));
        return claimed;
    }

    private HeartbeatAnswer renewed(Holder holder, long job, Heartbeat heartbeat) {
        var step = text(heartbeat.step() == null ? "" : heartbeat.step());
        return jobs.renew(holder, job, clean(heartbeat), lease, step)
                .map(told ->
                        new HeartbeatAnswer(told.cancelled(), lease.toMillis(), told.recalled()))
                .orElseThrow(() -> refusals.refuse(holder, job, heartbeat.fence(), "a heartbeat"));
    }

    private static Heartbeat clean(Heartbeat said) {
        var begun =
                said.begun().stream()
                        .limit(MOST_STEPS)
                        .map(step -> new Heartbeat.Begun(text(step.name()), step.firstLine()))
                        .toList();
        return new Heartbeat(said.fence(), said.step(), begun);
    }

    /** PostgreSQL's text holds every character but NUL. */
    private static String text(String said) {
        return said.substring(0, Math.min(said.length(), LONGEST_STEP)).replace("\0", "");
    }

    /** What the holder of a job may fetch. */
    public Provision provision(Holder holder, long job, long fence) {
        return held(holder, job, fence).provision();
    }

    /** The digests of the files that the holder of a build's job may fetch besides its source. */
    public Set<String> inputs(Holder holder, long job, long fence) {
        var row = held(holder, job, fence);
        return json.readValue(row.spec(), JobSpec.class) instanceof JobSpec.RunBuild build
                ? build.inputs().stream().map(StoredFile::sha256).collect(toSet())
                : Set.of();
    }

    private JobRow held(Holder holder, long job, long fence) {
        return jobs.find(job)
                .filter(row -> Refusals.holds(holder, fence, row))
                .orElseThrow(() -> refusals.refuse(holder, job, fence, "a request for its files"));
    }

    /** Waiting claims are let go, or the server could not stop before their time is up. */
    @EventListener
    void on(ContextClosedEvent event) {
        closing = true;
    }

    private Optional<List<JobRow>> claimNow(Holder holder, int executor) {
        return claimed(holder, executor, () -> jobs.claim(holder, executor, lease));
    }

    /**
     * A job that waits, with those that follow it, in the current transaction, which holds rows
     * already: so it waits for no other. Empty also when somebody just looks after the agent.
     */
    Optional<List<JobRow>> next(Holder holder, int executor) {
        return closing
                ? Optional.empty()
                : claimed(holder, executor, () -> jobs.claimUnlessLocked(holder, executor, lease));
    }

    private Optional<List<JobRow>> claimed(
            Holder holder, int executor, Supplier<Optional<JobStore.Link>> claim) {
        return holder.mayClaim()
                ? claim.get().map(first -> withFollowers(first, holder, executor))
                : Optional.empty();
    }

    private List<JobRow> withFollowers(JobStore.Link first, Holder holder, int executor) {
        var job = first.row().job();
        wakes.given(job.pool(), job.id());
        var following =
                first.followed() && holder.takesFollowers()
                        ? jobs.claimFollowers(job.id(), false, holder, executor, lease)
                        : List.<JobRow>of();
        return heard(Stream.concat(Stream.of(first.row()), following.stream()).toList());
    }

    /** The first of them, with those that follow. */
    Assignment assignment(List<JobRow> rows) {
        var supplies = supplies(rows.stream().map(row -> row.job().id()).toList());
        var all = rows.stream().map(row -> assignment(row, supplies)).toList();
        return all.getFirst().with(all.subList(1, all.size()));
    }

    private Map<Long, JobSecrets.Supply> supplies(List<Long> claimed) {
        return secrets.stream().map(one -> one.of(claimed)).findFirst().orElse(Map.of());
    }

    private Assignment assignment(JobRow row, Map<Long, JobSecrets.Supply> supplies) {
        var job = row.job();
        var spec = json.readValue(row.spec(), JobSpec.class);
        var supply = supplies.getOrDefault(job.id(), JobSecrets.Supply.NOTHING);
        return new Assignment(
                job.id(),
                job.fence(),
                lease.toMillis(),
                spec,
                supply.values(),
                supply.notes(),
                List.of());
    }
}
