package dev.fairlead.blob;

/** Stored bytes: SHA-256 in lower-case hex, and size in bytes. */
public record Blob(String sha256, long size) {}
