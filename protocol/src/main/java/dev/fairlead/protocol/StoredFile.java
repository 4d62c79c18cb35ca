package dev.fairlead.protocol;

/** A file the server has stored: its name as sent, SHA-256 in hex, size in bytes. */
public record StoredFile(String name, String sha256, long size) {}
