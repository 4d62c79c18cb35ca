/**
 * What a developer does before a push: has the plan read ({@code fairlead lint}) and its jobs run
 * ({@code fairlead run}), by the parser of the server and the sandbox of the agents, on files that
 * nobody has committed yet.
 */
@NullMarked
package dev.fairlead.local;

import org.jspecify.annotations.NullMarked;
