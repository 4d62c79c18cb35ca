package dev.fairlead.agent;

import dev.fairlead.agent.mask.MaskedOutcome;
import dev.fairlead.agent.mask.Masks;
import dev.fairlead.protocol.Assignment;
import dev.fairlead.protocol.Heartbeat;
import dev.fairlead.protocol.JobSpec;
import dev.fairlead.protocol.JobSpec.RunHostStep.Artifact;
import dev.fairlead.protocol.Outcome;
import dev.fairlead.protocol.Report.LogEnd;
import dev.fairlead.protocol.StoredFile;
import dev.fairlead.protocol.TaskRun;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A job in an executor's hands: its lease, its log, its folder, and whether to stop. */
final class RunningJob implements JobContext, AutoCloseable {
    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final long LOG_LIMIT = 16L << 20;

    /** Why a job has to stop. */
    private enum End {
        /** Somebody asked for it: the outcome is reported as that. */
        CANCELLED,
        /** The lease is no longer ours, or this agent ends: nothing is reported. */
        ABANDONED
    }

    private final ServerLink server;
    private final Assignment assignment;
    private final Path base;
    private final FetchedArtifacts artifacts;
    private final Masks masks;
    private final FileLog log;
    private final LogSender sender;
    private final Thread sending;
    private final Thread heart;
    private final List<Runnable> onEnd = new ArrayList<>();
    private @Nullable End end;
    private final List<Heartbeat.Begun> begun = new ArrayList<>();
    private final long begin = System.nanoTime();
    private volatile boolean stopping;
    private volatile boolean recalled;
    private volatile long leaseEnd;

    /**
     * @param before the job that it follows, whose lease is its own, and mostly whose secrets; null
     *     for none
     */
    RunningJob(
            ServerLink server,
            Assignment assignment,
            Path base,
            FetchedArtifacts artifacts,
            @Nullable RunningJob before)
            throws IOException {
        this.server = server;
        this.assignment = assignment;
        this.base = Files.createDirectories(base);
        this.artifacts = artifacts;
        var secrets = assignment.secrets().values();
        masks = before == null ? Masks.of(secrets) : before.masks.orOf(secrets);
        log = new FileLog(base.resolve("log"), limit(assignment.spec()), masks);
        sender = sender();
        sending = Thread.ofVirtual().name("log " + job()).unstarted(sender);
        heart = Thread.ofVirtual().name("heart " + job()).unstarted(this::beat);
        if (before == null) {
            leaseFrom(System.nanoTime(), assignment.leaseMillis());
        } else {
            leaseEnd = before.leaseEnd;
        }
    }

    private static long limit(JobSpec spec) {
        return spec instanceof JobSpec.RunBuild build ? build.limits().logLimit() : LOG_LIMIT;
    }

    private LogSender sender() {
        return new LogSender(
                server, job(), fence(), log, () -> stopping || isAbandoned(), this::abandon);
    }

    void start() {
        sending.start();
        heart.start();
    }

    Assignment assignment() {
        return assignment;
    }

    JobSpec spec() {
        return assignment.spec();
    }

    /** For how many milliseconds it had been under way at a moment, in nanoseconds of this JVM. */
    long tookUntil(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos - begin);
    }

    /** Where it keeps what must outlive this process. */
    Path base() {
        return base;
    }

    @Override
    public long job() {
        return assignment.job();
    }

    @Override
    public long fence() {
        return assignment.fence();
    }

    @Override
    public Map<String, String> secrets() {
        return assignment.secrets();
    }

    /** An end as it may be told. */
    Outcome masked(Outcome outcome) {
        return MaskedOutcome.of(outcome, masks);
    }

    @Override
    public FileLog log() {
        return log;
    }

    @Override
    public synchronized boolean cancelled() {
        return end != null;
    }

    @Override
    public boolean holds() {
        return !cancelled() && System.nanoTime() - leaseEnd < 0;
    }

    /** A fifth of it is kept for what is under way when it ends. */
    private void leaseFrom(long asked, long millis) {
        leaseEnd = asked + TimeUnit.MILLISECONDS.toNanos(millis) * 4 / 5;
    }

    synchronized boolean isAbandoned() {
        return end == End.ABANDONED;
    }

    @Override
    public void onCancel(Runnable action) {
        synchronized (this) {
            if (end == null) {
                onEnd.add(action);
                return;
            }
        }
        action.run();
    }

    @Override
    public void step(String name) {
        synchronized (begun) {
            begun.add(new Heartbeat.Begun(masks.mask(name), log.lines()));
        }
    }

    /** What it does now is what it began last. */
    private Heartbeat heartbeat() {
        synchronized (begun) {
            var step = begun.isEmpty() ? null : begun.getLast().name();
            return new Heartbeat(fence(), step, List.copyOf(begun), BEAT.toMillis());
        }
    }

    @Override
    public Path folder() throws IOException {
        return Files.createDirectories(base.resolve("job"));
    }

    @Override
    public InputStream source() throws IOException, InterruptedException {
        return fetched(() -> server.source(job(), fence()));
    }

    @Override
    public GitSource gitSource(@Nullable Long of, @Nullable String submodule)
            throws IOException, InterruptedException {
        return fetched(() -> server.gitSource(job(), fence(), of, submodule));
    }

    @Override
    public Path fetchArtifact(Artifact artifact) throws IOException, InterruptedException {
        var name = Path.of(artifact.name()).getFileName();
        if (name == null) {
            throw new IOException("an artifact needs a name");
        }
        var file = folder().resolve(name);
        return fetched(() -> {
            artifacts.into(
                    file,
                    artifact,
                    () -> server.artifact(job(), fence()),
                    () -> stopping || cancelled());
            return file;
        });
    }

    @Override
    public void fetchInput(StoredFile input, Path to) throws IOException, InterruptedException {
        var expected = new Artifact(input.name(), input.sha256(), input.size());
        fetched(() -> {
            try (var bytes = server.input(job(), fence(), input.sha256())) {
                return Download.to(to, bytes, expected);
            }
        });
    }

    @Override
    public StoredFile store(String name, Path file) throws IOException, InterruptedException {
        return fetched(() -> server.store(job(), fence(), masks.mask(name), file));
    }

    @Override
    public void ran(List<TaskRun> runs) throws IOException, InterruptedException {
        var masked = MaskedOutcome.of(runs, masks);
        fetched(() -> {
            server.ran(job(), fence(), masked);
            return true;
        });
    }

    /**
     * The agent is to end. A build ends at once and unreported; what changes a host is finished,
     * and what cannot be delivered then stays on disk.
     */
    void leave() {
        stopping = true;
        if (assignment.spec() instanceof JobSpec.RunBuild) {
            abandon();
        }
    }

    boolean isStopping() {
        return stopping;
    }

    /** Whether what follows it is not to be begun. */
    boolean isLast() {
        return recalled || stopping || cancelled();
    }

    void abandon() {
        end(End.ABANDONED);
    }

    /**
     * Waits until the server has the log but for its end, which is left for the report; null when
     * nothing is left.
     *
     * @throws IOException when the server could not be waited for any longer
     */
    @Nullable LogEnd endLog() throws IOException, InterruptedException {
        log.end();
        sending.join();
        return isAbandoned() ? null : sender.end();
    }

    @Override
    public void close() throws IOException {
        heart.interrupt();
        sending.interrupt();
        log.close();
    }

    private void end(End why) {
        List<Runnable> actions;
        synchronized (this) {
            if (end == End.ABANDONED || end == why) {
                return;
            }
            end = why;
            actions = List.copyOf(onEnd);
            onEnd.clear();
        }
        actions.forEach(Runnable::run);
    }

    /**
     * The server keeps the answer until the next beat, so that a cancellation is heard at once. A
     * job that is over within a beat has none.
     */
    private void beat() {
        try {
            Thread.sleep(BEAT);
            while (true) {
                var next = System.nanoTime() + BEAT.toNanos();
                beatOnce();
                Thread.sleep(Duration.ofNanos(Math.max(0, next - System.nanoTime())));
            }
        } catch (InterruptedException _) {
            // The job has ended.
        }
    }

    private void beatOnce() throws InterruptedException {
        try {
            var asked = System.nanoTime();
            var answer = server.heartbeat(job(), heartbeat());
            leaseFrom(asked, answer.leaseMillis());
            recalled |= answer.recalled();
            if (answer.cancelled()) {
                end(End.CANCELLED);
            }
        } catch (RefusedException _) {
            abandon();
        } catch (IOException _) {
            // The server is away. The job goes on: the server waits for a lease, then decides.
        }
    }

    private <T> T fetched(Retry.Attempt<T> attempt) throws IOException, InterruptedException {
        try {
            return Retry.until(() -> stopping || cancelled(), attempt);
        } catch (RefusedException e) {
            if (e.isLoss()) {
                abandon();
            }
            throw e;
        }
    }
}
