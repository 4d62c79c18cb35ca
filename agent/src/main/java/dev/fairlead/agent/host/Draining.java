package dev.fairlead.agent.host;

import dev.fairlead.protocol.JobSpec.MoveServer;
import dev.fairlead.protocol.Outcome.ServerMoved;
import dev.fairlead.protocol.Outcome.ServerMoved.Moved;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Takes a host out of all its pools, or of none: what cannot be done on one balancer is taken back
 * on the others, for nothing has touched the host yet.
 */
final class Draining {
    /** Sessions that were cut are gone within moments. */
    private static final long CUT_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final MoveServer spec;
    private final ServerMover mover;
    private final List<PoolSeat> seats;
    private final List<PoolServer> before = new ArrayList<>();

    Draining(MoveServer spec, ServerMover mover) {
        this.spec = spec;
        this.mover = mover;
        this.seats = mover.seats();
    }

    ServerMoved run() throws IOException, InterruptedException {
        for (var seat : seats) {
            before.add(seat.read());
        }
        for (int i = 0; i < seats.size(); i++) {
            var refusal = refusal(seats.get(i).pool(), before.get(i));
            if (!refusal.isEmpty()) {
                return moved(refusal, before.stream().map(PoolServer::status).toList());
            }
        }
        try {
            return moved("", takeOut());
        } catch (IOException e) {
            return moved(e.getMessage() + takenBack(), statuses());
        }
    }

    private String refusal(Pool pool, PoolServer leaving) throws IOException {
        return PoolRule.refusal(pool.told(), leaving, pool.servers().values(), spec.mayBeOut());
    }

    private List<String> takeOut() throws IOException, InterruptedException {
        for (int i = 0; i < seats.size(); i++) {
            mover.set(seats.get(i), "drain");
            mover.say(seats.get(i), "drains", before.get(i));
        }
        if (!awaitIdle()) {
            giveUpWaiting();
        }
        var after = new ArrayList<String>();
        for (var seat : seats) {
            mover.set(seat, "maint");
            var now = seat.read();
            if (!now.status().startsWith("MAINT")) {
                throw new IOException("HAProxy did not take " + seat.told() + " out.");
            }
            after.add(now.status());
        }
        return after;
    }

    /** Looks at every balancer until nothing is left, and drains again what a reload forgot. */
    private boolean awaitIdle() throws IOException, InterruptedException {
        while (!isIdle()) {
            if (!mover.inTime()) {
                return false;
            }
            mover.pause();
        }
        return true;
    }

    private boolean isIdle() throws IOException {
        var idle = true;
        for (var seat : seats) {
            var now = seat.read();
            if (now.serves()) { // one that is down says so even where it drains
                mover.set(seat, "drain");
                mover.say(seat, "was put back by its balancer, and drains again", now);
                idle = false;
            }
            idle &= now.idle();
        }
        return idle;
    }

    private void giveUpWaiting() throws IOException, InterruptedException {
        var left = left();
        mover.say("the drain limit of " + spec.timeoutSeconds() + " s is over: " + left);
        switch (spec.then()) {
            case GO_ON -> {}
            case STOP -> throw new IOException(stillThere(left));
            case CUT -> cut();
        }
    }

    private void cut() throws IOException, InterruptedException {
        for (var seat : seats) {
            mover.cut(seat);
        }
        var end = System.nanoTime() + CUT_NANOS;
        while (!isIdle()) {
            if (System.nanoTime() > end) {
                throw new IOException("Sessions could not be ended: " + left() + ".");
            }
            mover.pause();
        }
        mover.say("they were ended");
    }

    private String stillThere(String left) {
        return "%s still has %s after the drain limit of %d s."
                .formatted(spec.host(), left, spec.timeoutSeconds());
    }

    private String left() throws IOException {
        var left = new ArrayList<String>();
        for (var seat : seats) {
            var now = seat.read();
            if (!now.idle()) {
                left.add(
                        "%d sessions and %d queued at %s"
                                .formatted(now.sessions(), now.queued(), seat.pool().balancer()));
            }
        }
        return String.join(", ", left);
    }

    /** The host is as healthy as it was: where it served before, it serves again. */
    private String takenBack() {
        var told = new StringBuilder();
        for (int i = 0; i < seats.size(); i++) {
            if (before.get(i).serves()) {
                told.append(" ").append(takenBack(seats.get(i)));
            }
        }
        return told.toString();
    }

    private String takenBack(PoolSeat seat) {
        try {
            mover.set(seat, "ready");
            return seat.told() + " was put back as it was.";
        } catch (IOException e) {
            return seat.told() + " may be out: it could not be put back.";
        }
    }

    private List<String> statuses() {
        return seats.stream().map(Draining::status).toList();
    }

    private static String status(PoolSeat seat) {
        try {
            return seat.read().status();
        } catch (IOException e) {
            return "";
        }
    }

    private ServerMoved moved(String failure, List<String> after) {
        var moved = new ArrayList<Moved>();
        for (int i = 0; i < seats.size(); i++) {
            moved.add(seats.get(i).moved(before.get(i), after.get(i)));
        }
        return new ServerMoved(failure, moved, mover.spent().toMillis());
    }
}
