/** Agents, pools, and the jobs that agents claim: lease, heartbeat, fencing number, log, result. */
@NullMarked
package dev.fairlead.fleet;

import org.jspecify.annotations.NullMarked;
