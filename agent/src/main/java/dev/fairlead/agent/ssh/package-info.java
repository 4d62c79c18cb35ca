/**
 * Connections to hosts over SSH: one for each user, host and key, kept over jobs; the host's key
 * pinned, the private key in memory alone. What runs at the other end is one shell that takes
 * requests as data, line by line.
 */
@NullMarked
package dev.fairlead.agent.ssh;

import org.jspecify.annotations.NullMarked;
