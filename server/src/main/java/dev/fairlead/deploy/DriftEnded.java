package dev.fairlead.deploy;

/** A host that had drifted does so no longer; heard inside the transaction that learned it. */
public record DriftEnded(Drift drift, Environment environment) {}
