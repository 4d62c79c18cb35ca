package dev.fairlead.issue;

/** A project: its key is two to ten capital letters or digits, beginning with a letter. */
public record Project(long id, String key, String name) {}
