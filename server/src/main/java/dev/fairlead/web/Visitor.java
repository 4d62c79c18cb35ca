package dev.fairlead.web;

/** Who looks at a page, as far as its frame cares. */
public record Visitor(String name, String displayName, boolean administrator) {}
