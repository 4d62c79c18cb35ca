package dev.fairlead.build;

import dev.fairlead.code.Repository;

/** A build came to a terminal state; heard inside the transaction that says so. */
public record BuildFinished(Build build, Repository repository) {}
