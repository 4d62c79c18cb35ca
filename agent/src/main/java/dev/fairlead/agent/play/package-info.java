/**
 * Runs Ansible for a whole environment, where the agent is its controller: in a folder of its own,
 * fenced, with values that are data, and with a listener that says how each host does.
 */
@NullMarked
package dev.fairlead.agent.play;

import org.jspecify.annotations.NullMarked;
