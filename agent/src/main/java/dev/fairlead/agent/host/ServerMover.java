package dev.fairlead.agent.host;

import dev.fairlead.protocol.JobSpec.MoveServer;
import dev.fairlead.protocol.Outcome.ServerMoved;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Takes a server out of its pool and puts it back. Whoever asks for {@code ready} has checked the
 * server's health before: HAProxy calls a server UP before any check has passed.
 */
final class ServerMover {
    private static final long LOOK_MILLIS = 10;

    private final MoveServer spec;
    private final HostJob job;
    private final Pool pool;
    private final long begin = System.nanoTime();

    private ServerMover(MoveServer spec, HostJob job) {
        this.spec = spec;
        this.job = job;
        this.pool = new Pool(spec.socket(), spec.backend());
    }

    static ServerMoved move(MoveServer spec, HostJob job) throws IOException, InterruptedException {
        var mover = new ServerMover(spec, job);
        return switch (spec.to()) {
            case DRAIN -> mover.drain();
            case READY -> mover.ready();
        };
    }

    private ServerMoved drain() throws IOException, InterruptedException {
        var servers = pool.servers();
        var before = pool.server(spec.server());
        var refusal = PoolRule.refusal(spec.backend(), before, servers.values(), spec.mayBeOut());
        if (!refusal.isEmpty()) {
            return moved(refusal, before, before);
        }
        set("drain");
        say(spec.server() + " draining in pool " + spec.backend(), before);
        var now = pool.server(spec.server());
        while (!now.idle() && inTime() && !job.cancelled()) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            now = pool.server(spec.server());
        }
        if (!now.idle()) {
            say("the drain limit of " + spec.timeoutSeconds() + " s is over", now);
        }
        set("maint");
        var after = pool.server(spec.server());
        return after.status().startsWith("MAINT")
                ? moved("", before, after)
                : moved("HAProxy did not take " + spec.server() + " out.", before, after);
    }

    private ServerMoved ready() throws IOException, InterruptedException {
        var before = pool.server(spec.server());
        set("ready");
        var now = pool.server(spec.server());
        while (!now.serves() && inTime() && !job.cancelled()) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            now = pool.server(spec.server());
        }
        if (!now.serves()) {
            var failure =
                    "%s is %s in pool %s, %d s after it was put back."
                            .formatted(
                                    spec.server(),
                                    now.status(),
                                    spec.backend(),
                                    spec.timeoutSeconds());
            return moved(failure, before, now);
        }
        say(spec.server() + " ready in pool " + spec.backend(), now);
        return moved("", before, now);
    }

    /** Commands to a balancer have no fence: they are given only while the lease holds. */
    private void set(String state) throws IOException {
        if (job.cancelled()) {
            throw new IOException(
                    "The job was cancelled; " + spec.server() + " was left as it is.");
        }
        pool.set(spec.server(), state);
    }

    private boolean inTime() {
        return spent().toSeconds() < spec.timeoutSeconds();
    }

    private Duration spent() {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private void say(String what, PoolServer server) throws IOException {
        job.say(what + ": " + server.status() + ", " + server.sessions() + " sessions");
    }

    private ServerMoved moved(String failure, PoolServer before, PoolServer after) {
        return new ServerMoved(
                failure, before.status(), after.status(), before.sessions(), spent().toMillis());
    }
}
