package dev.fairlead.code;

/**
 * A tag without {@code refs/tags/}.
 *
 * @param target the commit that it names, through an annotated tag where it is one
 * @param object what its ref holds: the commit itself or the annotated tag
 */
public record Tag(String name, String target, String object) {}
