package dev.fairlead.agent.host;

/**
 * A server of a backend as {@code show stat} tells it.
 *
 * @param status such as {@code UP}, {@code UP 1/2}, {@code DRAIN (agent)}, {@code no check}
 * @param sessions current ones
 * @param queued requests that wait for this server
 * @param requests that it got since its HAProxy started
 */
record PoolServer(String name, String status, int sessions, int queued, long requests) {
    static PoolServer of(StatTable.Row row) {
        return new PoolServer(
                row.text("svname"),
                row.text("status"),
                (int) row.number("scur"),
                (int) row.number("qcur"),
                row.number("stot"));
    }

    /** Whether it gets new requests. */
    boolean serves() {
        return status.startsWith("UP") || status.equals("no check");
    }

    /** Whether somebody took it out, rather than its health. */
    boolean takenOut() {
        return status.startsWith("DRAIN") || status.startsWith("MAINT");
    }

    boolean idle() {
        return sessions == 0 && queued == 0;
    }
}
