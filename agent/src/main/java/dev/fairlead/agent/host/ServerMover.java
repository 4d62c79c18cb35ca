package dev.fairlead.agent.host;

import dev.fairlead.protocol.JobSpec.MoveServer;
import dev.fairlead.protocol.Outcome.ServerMoved;
import dev.fairlead.protocol.Outcome.ServerMoved.Moved;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Takes a host out of its pools and puts it back. Whoever asks for {@code ready} has checked the
 * host's health before: HAProxy calls a server UP before any check has passed.
 */
final class ServerMover {
    private static final long LOOK_MILLIS = 10;

    /** Requests that are under way when a host is drained mostly end within milliseconds. */
    private static final long FIRST_LOOK_MILLIS = 2;

    private final MoveServer spec;
    private final HostJob job;
    private final List<PoolSeat> seats;
    private final long begin = System.nanoTime();
    private long pause = FIRST_LOOK_MILLIS;

    private ServerMover(MoveServer spec, HostJob job) {
        this.spec = spec;
        this.job = job;
        this.seats = PoolSeat.of(spec.seats(), job);
    }

    static ServerMoved move(MoveServer spec, HostJob job) throws IOException, InterruptedException {
        var mover = new ServerMover(spec, job);
        return switch (spec.to()) {
            case DRAIN -> new Draining(spec, mover).run();
            case READY -> new Returning(spec, mover).run();
            case OUT -> mover.takeOut();
        };
    }

    private ServerMoved takeOut() throws IOException {
        var moved = new ArrayList<Moved>();
        for (var seat : seats) {
            var before = seat.read();
            if (!before.status().startsWith("MAINT")) {
                set(seat, "maint");
                say(seat, "was taken out again", before);
            }
            moved.add(seat.moved(before, seat.read().status()));
        }
        return new ServerMoved("", moved, spent().toMillis());
    }

    List<PoolSeat> seats() {
        return seats;
    }

    /** Commands to a balancer have no fence: they are given only while the lease holds. */
    void set(PoolSeat seat, String state) throws IOException {
        requireOurs(seat);
        seat.set(state);
    }

    void cut(PoolSeat seat) throws IOException {
        requireOurs(seat);
        seat.pool().cut(seat.server());
    }

    private void requireOurs(PoolSeat seat) throws IOException {
        if (!job.holds()) {
            throw new IOException(
                    "The job is no longer ours; " + seat.told() + " was left as it is.");
        }
    }

    boolean inTime() {
        return spent().toSeconds() < spec.timeoutSeconds() && job.holds();
    }

    void pause() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(pause);
        pause = Math.min(2 * pause, LOOK_MILLIS);
    }

    Duration spent() {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    void say(String line) throws IOException {
        job.say(line);
    }

    void say(PoolSeat seat, String what, PoolServer server) throws IOException {
        job.say(
                "%s %s: %s, %d sessions"
                        .formatted(seat.told(), what, server.status(), server.sessions()));
    }
}
