package dev.fairlead.review;

/**
 * One condition of merging.
 *
 * @param name what must hold, in the words of the page
 * @param sentence why it holds or not, and who can lift it
 */
public record MergeCheck(String name, boolean passed, String sentence) {}
