/**
 * What a deployment does near a host: commands under the fenced wrapper, the questions that a host
 * is asked, and the servers of its balancer. Everything that is kept lies in {@code
 * <folder>/.fairlead}, so that any agent finds it.
 */
@NullMarked
package dev.fairlead.agent.host;

import org.jspecify.annotations.NullMarked;
