package dev.fairlead.identity;

/**
 * A system administrator said that a project is controlled from now on, or that it is not any more;
 * heard in the transaction that says so.
 */
public record ProjectControlled(long project, boolean controlled) {}
