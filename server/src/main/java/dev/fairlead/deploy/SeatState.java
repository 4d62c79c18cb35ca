package dev.fairlead.deploy;

import java.time.Instant;

/**
 * A host's place behind one balancer, as the balancer told it last.
 *
 * @param status HAProxy's word; empty where its backend has no such server
 * @param check what its health check found last; empty where there is none
 * @param since when the status began
 */
record SeatState(
        String host,
        String balancer,
        String status,
        String check,
        long sessions,
        Instant since,
        Instant observed) {
    boolean serves() {
        return status.startsWith("UP") || status.equals("no check");
    }

    /** Whether somebody took it out, rather than its health. */
    boolean takenOut() {
        return status.startsWith("DRAIN") || status.startsWith("MAINT");
    }
}
