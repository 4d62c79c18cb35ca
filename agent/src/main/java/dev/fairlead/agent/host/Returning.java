package dev.fairlead.agent.host;

import dev.fairlead.protocol.JobSpec.MoveServer;
import dev.fairlead.protocol.Outcome.ServerMoved;
import dev.fairlead.protocol.Outcome.ServerMoved.Moved;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts a healthy host back into all its pools. A balancer that does not answer is asked again until
 * the time is over: one that just restarts must not keep the host out of the others.
 */
final class Returning {
    private final MoveServer spec;
    private final ServerMover mover;
    private final List<Return> returns;

    Returning(MoveServer spec, ServerMover mover) {
        this.spec = spec;
        this.mover = mover;
        this.returns = mover.seats().stream().map(Return::new).toList();
    }

    ServerMoved run() throws IOException, InterruptedException {
        while (!returned() && mover.inTime()) {
            mover.pause();
        }
        var failure = new ArrayList<String>();
        for (var one : returns) {
            if (one.served) {
                mover.say(one.seat, "serves", one.now);
            } else {
                failure.add(one.failure());
            }
        }
        return new ServerMoved(
                String.join(" ", failure),
                returns.stream().map(Return::moved).toList(),
                mover.spent().toMillis());
    }

    private boolean returned() {
        var all = true;
        for (var one : returns) {
            all &= one.served();
        }
        return all;
    }

    /** One seat on its way back. */
    private final class Return {
        private static final PoolServer UNREAD = new PoolServer("", "", 0, 0, 0);

        private final PoolSeat seat;
        private PoolServer before = UNREAD;
        private PoolServer now = UNREAD;
        private String silence = "";
        private boolean served;

        Return(PoolSeat seat) {
            this.seat = seat;
        }

        boolean served() {
            if (!served) {
                try {
                    look();
                } catch (IOException e) {
                    silence = String.valueOf(e.getMessage());
                }
            }
            return served;
        }

        private void look() throws IOException {
            now = seat.read();
            silence = "";
            if (before.equals(UNREAD)) {
                before = now;
            }
            if (now.takenOut()) {
                mover.set(seat, "ready");
                now = seat.read();
            }
            served = now.serves();
        }

        String failure() {
            return silence.isEmpty()
                    ? "%s is %s, %d s after it was put back."
                            .formatted(seat.told(), now.status(), spec.timeoutSeconds())
                    : silence;
        }

        Moved moved() {
            return seat.moved(before, silence.isEmpty() ? now.status() : "");
        }
    }
}
