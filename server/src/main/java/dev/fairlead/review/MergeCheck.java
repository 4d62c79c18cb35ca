package dev.fairlead.review;

/** One condition of merging: a short name, whether it holds, and why, in a sentence. */
public record MergeCheck(String name, boolean passed, String sentence) {}
