package dev.fairlead.deploy;

/**
 * A host was found to run something else than was put there; heard once, inside the transaction.
 */
public record DriftFound(Drift drift, Environment environment) {}
