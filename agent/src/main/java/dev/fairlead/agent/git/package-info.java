/**
 * Workspaces with a real {@code .git}: a mirror of each repository that the agent keeps, fetched
 * from the server by a ticket of the job's, and what is made from it without a way back.
 */
@NullMarked
package dev.fairlead.agent.git;

import org.jspecify.annotations.NullMarked;
