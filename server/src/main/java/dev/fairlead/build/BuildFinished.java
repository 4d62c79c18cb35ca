package dev.fairlead.build;

import dev.fairlead.code.Repository;

/**
 * A build came to a terminal state; heard inside the transaction that says so.
 *
 * @param turn what that means for its branch
 */
public record BuildFinished(Build build, Repository repository, Turn turn) {}
