/**
 * What a build's job may use of its agent's machine: memory, processes, disk. The kernel's control
 * groups hold the limits where this agent may make some; where not, a watch measures.
 */
@NullMarked
package dev.fairlead.agent.limit;

import org.jspecify.annotations.NullMarked;
