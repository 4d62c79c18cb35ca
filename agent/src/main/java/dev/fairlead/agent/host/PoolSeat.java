package dev.fairlead.agent.host;

import dev.fairlead.protocol.Outcome.ServerMoved.Moved;
import dev.fairlead.protocol.Seat;
import java.io.IOException;
import java.util.List;

/** A host's server in the pool of one balancer. */
record PoolSeat(Pool pool, String server) {
    static List<PoolSeat> of(List<Seat> seats, HostJob job) {
        if (seats.isEmpty()) {
            throw new IllegalArgumentException(
                    "The job names no balancer: an earlier version of Fairlead queued it. Choose retry.");
        }
        return seats.stream().map(seat -> of(seat, job)).toList();
    }

    static PoolSeat of(Seat seat, HostJob job) {
        return new PoolSeat(new Pool(seat.balancer(), job), seat.server());
    }

    PoolServer read() throws IOException {
        return pool.server(server);
    }

    void set(String state) throws IOException {
        pool.set(server, state);
    }

    /** The seat as sentences name it. */
    String told() {
        return server + " in " + pool.told();
    }

    Moved moved(PoolServer before, String after) {
        return new Moved(pool.balancer(), server, before.status(), after, before.sessions());
    }
}
