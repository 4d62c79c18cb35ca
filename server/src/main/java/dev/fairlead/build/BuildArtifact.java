package dev.fairlead.build;

/** A file that a job of a build kept. Name is its path below the workspace. */
public record BuildArtifact(int job, String name, String sha256, long size) {}
