package dev.fairlead.issue.web;

/** A project on the home page, with the number of its changes under way. */
public record ProjectCard(String key, String name, int inFlight) {}
