/**
 * Agents, pools, and the jobs that agents claim: lease, heartbeat, fencing number, log, result.
 *
 * <p>Other modules queue a {@code JobSpec} through {@link dev.fairlead.fleet.Jobs} and hear what
 * becomes of it as a {@link dev.fairlead.fleet.JobEvent}, inside the transaction that changed it. A
 * job is given away once: it ends finished, cancelled or lost, and who queued it decides whether
 * another is queued in its place. What an agent sends is believed as far as the lease it holds
 * reaches and no further.
 */
@NullMarked
package dev.fairlead.fleet;

import org.jspecify.annotations.NullMarked;
