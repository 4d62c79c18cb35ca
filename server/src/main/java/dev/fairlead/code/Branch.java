package dev.fairlead.code;

/** A branch without {@code refs/heads/}, and the commit it points to. */
public record Branch(String name, String tip) {}
