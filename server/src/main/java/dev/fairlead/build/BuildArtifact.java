package dev.fairlead.build;

/** A file that a build kept. Name is its path below the workspace. */
public record BuildArtifact(String name, String sha256, long size) {}
